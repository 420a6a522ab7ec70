// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.Subject;
import io.taskwork.support.TwinJar;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A work that adds itself again and again leaves the thread to its own code. */
class SelfAddingIT {
    /** A work that runs until the thread exits, and there once more. */
    private static final class Perpetual implements Runnable {
        final AtomicLong runs = new AtomicLong();
        final TaskWork work = TaskWork.of(this);
        private final Notify mode;
        private volatile boolean over;

        Perpetual(Notify mode) {
            this.mode = mode;
        }

        @Override
        public void run() {
            runs.incrementAndGet();
            if (!over && !TaskWorks.exiting()) {
                TaskWorks.add(Thread.currentThread(), work, mode);
            }
        }
    }

    private static final class Sleeper {
        volatile boolean over;
        final Thread thread = Thread.startVirtualThread(() -> {
            while (!over) {
                LockSupport.park();
            }
        });

        void end() {
            over = true;
            LockSupport.unpark(thread);
            Await.ended(thread);
        }
    }

    /** One SIGNAL makes one drain, in which the other work runs once. */
    @Test
    void ofModeNoneItRunsOncePerDrainAndTheThreadSleeps() {
        Perpetual perpetual = new Perpetual(Notify.NONE);
        Sleeper sleeper = new Sleeper();
        Await.blocked(sleeper.thread);
        assertTrue(TaskWorks.add(sleeper.thread, perpetual.work, Notify.NONE));
        long drains = signals(sleeper.thread, 100);
        Await.blocked(sleeper.thread);
        long runs = perpetual.runs.get();
        assertTrue(runs >= 1 && runs <= 2 * drains + 2, "ran " + runs + " times");
        Await.quiet();
        assertEquals(runs, perpetual.runs.get(), "the thread sleeps");
        assertTrue(TaskWorks.pending(sleeper.thread));
        sleeper.end();
        assertFalse(TaskWorks.pending(sleeper.thread));
        assertEquals(TaskWork.State.IDLE, perpetual.work.state());
    }

    private static long signals(Thread thread, int count) {
        for (int i = 0; i < count; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            TaskWorks.add(thread, ran::countDown, Notify.SIGNAL);
            Await.passed("the work does not run", ran);
        }
        return count;
    }

    /** {@code run} has no budget, and returns all the same; so does the end of a mask. */
    @ParameterizedTest
    @EnumSource
    void runAndMasksEnd(Notify mode) {
        Perpetual perpetual = new Perpetual(mode);
        Subject probe = Subject.start(() -> {
            Thread self = Thread.currentThread();
            TaskWorks.add(self, perpetual.work, mode);
            assertTrue(TaskWorks.run() >= 1);
            long runs = perpetual.runs.get();
            var mask = TaskWorks.mask();
            TaskWorks.add(self, () -> {}, Notify.RESUME);
            mask.close();
            assertTrue(perpetual.runs.get() > runs);
            return "got on";
        });
        probe.endsWith("got on");
    }

    /** This is so in a callback as well. */
    @ParameterizedTest
    @EnumSource
    void runInACallbackEnds(Notify mode) {
        Perpetual perpetual = new Perpetual(mode);
        Subject probe = Subject.start(() -> {
            int[] ran = new int[1];
            TaskWorks.add(Thread.currentThread(), () -> {
                TaskWorks.add(Thread.currentThread(), perpetual.work, mode);
                ran[0] = TaskWorks.run();
                perpetual.over = true;
            }, Notify.RESUME);
            TaskWorks.run();
            return ran[0];
        });
        probe.endsWith(1);
    }

    /** A work that is due runs in every drain for as long as the budget lasts. */
    @ParameterizedTest
    @EnumSource(names = {"RESUME", "SIGNAL"})
    void ofAnotherModeItRunsAgainAndTheThreadGetsOn(Notify mode) {
        Perpetual perpetual = new Perpetual(mode);
        Subject probe = Subject.start(() -> {
            TaskWorks.add(Thread.currentThread(), perpetual.work, mode);
            for (int i = 0; i < 20; i++) {
                LockSupport.parkNanos(1_000_000L);
            }
            return "got on";
        });
        probe.endsWith("got on");
        assertTrue(perpetual.runs.get() > 20, "ran " + perpetual.runs);
    }

    /** What callbacks add for NONE is run at exit, to the last. */
    @Test
    void atExitAllRuns() {
        AtomicLong ran = new AtomicLong();
        TaskWork[] chain = new TaskWork[1];
        chain[0] = TaskWork.of(() -> {
            if (ran.incrementAndGet() < 100_000) {
                TaskWorks.add(Thread.currentThread(), chain[0], Notify.NONE);
            }
        });
        Subject probe = Subject.unstarted(() -> null);
        TaskWorks.add(probe.thread, chain[0], Notify.NONE);
        probe.thread.start();
        probe.result();
        assertEquals(100_000, ran.get());
    }

    /** A drain that continues for whatever is queued never lets the thread sleep. */
    @Test
    void theTwinBurnsAProcessor() throws Exception {
        ClassDesc target = ClassDesc.of("io.taskwork.boot.Target");
        Path twin = TwinJar.make(Jvm.agentJar(), "Drain", "isSettled",
                code -> code.aload(1).invokevirtual(target, "isEmpty",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean)).ireturn());
        try {
            assertTrue(burn(Jvm.agentJar(), 0) < 10);
            assertTrue(burn(twin, 1_000) >= 1_000);
        } finally {
            Files.delete(twin);
        }
    }

    private static long burn(Path agent, int least) throws Exception {
        Jvm.Result result = new Jvm().agent(agent).defaultClassPath()
                .run(90, Burner.class.getName(), Integer.toString(least));
        assertEquals(0, result.exitCode(), result.output());
        return Long.parseLong(result.output().strip());
    }

    /**
     * Prints how often such a work ran after one SIGNAL, in the time of some round trips of others,
     * and in the time until it has run as often as the argument says.
     */
    static final class Burner {
        public static void main(String[] args) {
            Perpetual perpetual = new Perpetual(Notify.NONE);
            Sleeper sleeper = new Sleeper();
            Await.blocked(sleeper.thread);
            TaskWorks.add(sleeper.thread, perpetual.work, Notify.NONE);
            CountDownLatch ran = new CountDownLatch(1);
            TaskWorks.add(sleeper.thread, ran::countDown, Notify.SIGNAL);
            Await.passed("the work does not run", ran);
            Await.quiet();
            Await.until("the thread sleeps", () -> perpetual.runs.get() >= Long.parseLong(args[0]));
            System.out.println(perpetual.runs);
            System.exit(0);
        }
    }
}

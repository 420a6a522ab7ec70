// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 1: a work runs exactly once, on the target, and sees what was written before the add. */
@Tag("jdk")
class ExactlyOnceIT {
    private static final Notify[] MODES = Notify.values();
    private static final int ADDERS = 4;
    private static final int WORKS = 20_000;
    private static final int SHARED = 2_000;

    private volatile boolean stop;
    private final AtomicInteger wrongThread = new AtomicInteger();

    /** One work. Its fields are plain on purpose, since the queue has to make them visible. */
    private final class Once implements Runnable {
        final Thread target;
        int written;
        int runs;
        int read;

        Once(Thread target) {
            this.target = target;
        }

        @Override
        public void run() {
            if (Thread.currentThread() != target) {
                wrongThread.incrementAndGet();
            }
            read = written;
            runs++;
        }
    }

    private Thread target(int kind) {
        return Thread.ofVirtual().unstarted(() -> {
            while (!stop) {
                switch (kind) {
                    case 0 -> LockSupport.parkNanos(100_000);
                    case 1 -> Thread.yield();
                    case 2 -> TaskWorks.run();
                    default -> LockSupport.park();
                }
            }
        });
    }

    @Test
    void manyAddersManyTargetsEveryMode() {
        List<Thread> targets = new ArrayList<>();
        for (int kind = 0; kind < 4; kind++) {
            targets.add(target(kind));
        }
        List<List<Once>> works = new ArrayList<>();
        List<Thread> adders = new ArrayList<>();
        for (int a = 0; a < ADDERS; a++) {
            List<Once> mine = new ArrayList<>();
            works.add(mine);
            Thread.Builder builder = a % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
            adders.add(builder.unstarted(() -> {
                for (int i = 0; i < WORKS; i++) {
                    Once once = new Once(targets.get(i % targets.size()));
                    mine.add(once);
                    once.written = i + 1;
                    assertTrue(TaskWorks.add(once.target, once, MODES[i % MODES.length]));
                }
            }));
        }
        adders.forEach(Thread::start);
        targets.forEach(Thread::start); // so that some works come before the start
        adders.forEach(Await::ended);
        stop = true;
        targets.forEach(LockSupport::unpark);
        targets.forEach(Await::ended);
        for (List<Once> mine : works) {
            assertEquals(WORKS, mine.size(), "an adder failed");
            for (int i = 0; i < WORKS; i++) {
                assertEquals(1, mine.get(i).runs, "runs of work " + i);
                assertEquals(i + 1, mine.get(i).read, "what work " + i + " saw");
            }
        }
        assertEquals(0, wrongThread.get());
    }

    /** The thread ends amid the adds: what was accepted has run, and what was refused has not. */
    @Test
    void acceptedMeansRunAndRefusedMeansNot() {
        for (int round = 0; round < 300; round++) {
            CountDownLatch go = new CountDownLatch(1);
            Thread thread = Thread.ofVirtual().start(() -> Await.passed("go", go));
            List<Once> accepted = new ArrayList<>();
            Once last = null;
            long end = System.nanoTime() + Await.LIMIT.toNanos();
            for (int i = 0; last == null; i++) {
                if (i == round) {
                    go.countDown();
                }
                Once once = new Once(thread);
                if (TaskWorks.add(thread, once, MODES[i % MODES.length])) {
                    accepted.add(once);
                } else {
                    last = once;
                }
                assertTrue(System.nanoTime() - end < 0, "an add is never refused");
                // An exit drain ends only once it gets ahead of the adders.
                if (i > round && i % 256 == 0) {
                    LockSupport.parkNanos(i < 100_000 ? 1_000L : 1_000_000L);
                }
            }
            Await.ended(thread);
            accepted.forEach(once -> assertEquals(1, once.runs));
            assertEquals(0, last.runs);
        }
        assertEquals(0, wrongThread.get());
    }

    @Test
    void aThreadThatNeverStartsRunsNothing() {
        AtomicInteger ran = new AtomicInteger();
        Thread never = Thread.ofVirtual().unstarted(ran::incrementAndGet);
        TaskWork work = TaskWork.of(ran::incrementAndGet);
        assertTrue(TaskWorks.add(never, work, Notify.SIGNAL));
        assertTrue(TaskWorks.add(never, ran::incrementAndGet, Notify.NONE));
        Await.quiet();
        assertEquals(0, ran.get());
        assertEquals(TaskWork.State.QUEUED, work.state());
        assertTrue(work.cancel());
        assertFalse(work.cancel());
    }

    /**
     * The work runs whoever adds it and whenever, except with NONE, for which nobody would come by.
     */
    @Test
    void aSharedWorkRunsAsOftenAsItWasAccepted() {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        TaskWork work = TaskWork.of(ran::incrementAndGet);
        Thread target = target(0);
        target.start();
        List<Thread> adders = new ArrayList<>();
        for (int a = 0; a < ADDERS; a++) {
            adders.add(Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; accepted.get() < SHARED; i++) {
                    try {
                        if (TaskWorks.add(
                                target, work, i % 2 == 0 ? Notify.RESUME : Notify.SIGNAL)) {
                            accepted.incrementAndGet();
                        }
                    } catch (IllegalStateException e) {
                        Thread.yield(); // queued by another adder
                    }
                }
            }));
        }
        adders.forEach(Await::ended);
        stop = true;
        LockSupport.unpark(target);
        Await.ended(target);
        assertTrue(accepted.get() >= SHARED, "accepted: " + accepted);
        assertEquals(accepted.get(), ran.get());
    }

    /** The work's state and the count of {@code run} say so as well. */
    @Test
    void aReusedWorkRunsOncePerAdd() {
        AtomicInteger ran = new AtomicInteger();
        TaskWork work = TaskWork.of(ran::incrementAndGet);
        Subject.start(() -> {
            for (int i = 1; i <= 1000; i++) {
                assertTrue(TaskWorks.add(Thread.currentThread(), work, MODES[i % MODES.length]));
                assertEquals(1, TaskWorks.run());
                assertEquals(i, ran.get());
                assertEquals(TaskWork.State.IDLE, work.state());
            }
            return null;
        }).result();
    }
}

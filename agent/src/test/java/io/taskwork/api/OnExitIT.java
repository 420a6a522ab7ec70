// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWork.State;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code onExit} runs a hook at exit, and only there. */
class OnExitIT {
    private final List<String> log = new ArrayList<>(); // plain, since join makes it visible

    private void hook(Thread thread, String name) {
        assertTrue(TaskWorks.onExit(thread, () -> log.add(name)));
    }

    private static void add(Thread thread, Runnable callback) {
        assertTrue(TaskWorks.add(thread, callback, Notify.NONE));
    }

    /** A NONE is no hook, since somebody else's SIGNAL drains the queue. */
    @ParameterizedTest
    @EnumSource
    void aStrangersSignalDoesNotRunIt(Kind kind) {
        Subject target = Subject.parked(kind);
        hook(target.thread, "hook");
        add(target.thread, () -> log.add("NONE, exiting " + TaskWorks.exiting()));
        CountDownLatch drained = new CountDownLatch(1);
        TaskWorks.add(target.thread, drained::countDown, Notify.SIGNAL);
        Await.passed("the SIGNAL did not run", drained);
        Await.quiet();
        target.release();
        assertEquals(List.of("NONE, exiting false", "hook"), log);
    }

    @ParameterizedTest
    @EnumSource
    void noRunPointRunsIt(Kind kind) {
        Subject target = Subject.unstarted(kind, () -> {
            TaskWorks.add(Thread.currentThread(), () -> log.add("work"), Notify.RESUME);
            TaskWorks.run();
            TaskWorks.add(Thread.currentThread(), TaskWorks::run, Notify.RESUME);
            Thread.yield();
            LockSupport.parkNanos(1_000);
            Mask mask = TaskWorks.mask();
            TaskWorks.add(Thread.currentThread(), () -> log.add("masked"), Notify.SIGNAL);
            mask.close();
            return List.copyOf(log);
        });
        hook(target.thread, "hook");
        target.thread.start();
        assertEquals(List.of("work", "masked"), target.result());
        assertEquals(List.of("work", "masked", "hook"), log);
    }

    /** Hooks run after all works; works and hooks that a hook adds come before the next hook. */
    @ParameterizedTest
    @EnumSource
    void lastRegisteredFirstAfterAllWorks(Kind kind) {
        Thread thread = kind.unstarted(() -> {
            hook(Thread.currentThread(), "in the thread");
            log.add("own code");
        });
        hook(thread, "first");
        assertTrue(TaskWorks.onExit(thread, () -> {
            log.add("second");
            add(thread, () -> {
                log.add("work of the second");
                hook(thread, "hook of that work");
            });
            hook(thread, "hook of the second");
            add(thread, () -> log.add("another work of the second"));
        }));
        add(thread, () -> log.add("work"));
        thread.start();
        Await.ended(thread);
        assertEquals(List.of("own code", "work", "in the thread", "second", "work of the second",
                "another work of the second", "hook of that work", "hook of the second", "first"),
                log);
        assertFalse(TaskWorks.pending(thread));
    }

    @ParameterizedTest
    @EnumSource
    void exitingWithThreadLocalsAfterTheHandler(Kind kind) {
        ThreadLocal<String> local = new ThreadLocal<>();
        Thread thread = kind.unstarted(() -> {
            local.set("own");
            throw new IllegalStateException("thrown");
        });
        thread.setUncaughtExceptionHandler((t, e) -> log.add(e.getMessage()));
        assertTrue(TaskWorks.onExit(thread, () -> {
            log.add(local.get() + " " + TaskWorks.exiting() + " "
                    + (Thread.currentThread() == thread));
            TaskWorks.run(); // it runs only works
        }));
        assertTrue(TaskWorks.onExit(thread, () -> {
            assertEquals(0, TaskWorks.run());
            throw new AssertionError("a hook's");
        }));
        thread.start();
        Await.ended(thread);
        assertEquals(List.of("thrown", "a hook's", "own true true"), log);
    }

    @ParameterizedTest
    @EnumSource
    void aMaskThatStaysOpenDoesNotHoldItUp(Kind kind) {
        Subject target = Subject.start(kind, () -> {
            hook(Thread.currentThread(), "hook");
            return TaskWorks.mask();
        });
        target.result();
        assertEquals(List.of("hook"), log);
    }

    @ParameterizedTest
    @EnumSource
    void afterExitNothingIsRegistered(Kind kind) {
        Subject gone = Subject.exited(kind);
        TaskWork work = TaskWork.of(() -> log.add("hook"));
        assertFalse(TaskWorks.onExit(gone.thread, work));
        assertFalse(TaskWorks.onExit(gone.thread, () -> log.add("hook")));
        assertEquals(State.IDLE, work.state());
        Subject other = Subject.unstarted(kind, () -> null);
        assertTrue(TaskWorks.onExit(other.thread, work), "it is idle");
        other.thread.start();
        other.result();
        assertEquals(List.of("hook"), log);
    }

    @ParameterizedTest
    @EnumSource
    void cancelTakesItBack(Kind kind) {
        Subject target = Subject.parked(kind);
        TaskWork[] works = new TaskWork[5];
        for (int i = 0; i < works.length; i++) {
            String name = "hook " + i;
            works[i] = TaskWork.of(() -> log.add(name));
            assertTrue(TaskWorks.onExit(target.thread, works[i]));
            assertEquals(State.QUEUED, works[i].state());
        }
        for (int i : new int[] {4, 0, 2}) { // the newest, the oldest, and one in between
            assertTrue(works[i].cancel());
            assertEquals(State.IDLE, works[i].state());
            assertFalse(works[i].cancel());
        }
        assertTrue(TaskWorks.onExit(target.thread, works[2]), "again, as the newest");
        target.release();
        assertEquals(List.of("hook 2", "hook 3", "hook 1"), log);
        assertFalse(works[3].cancel(), "it ran");
    }

    @Test
    void oneWorkIsRegisteredOnceAndOnOneThread() {
        Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
        Subject other = Subject.unstarted(Kind.VIRTUAL, () -> null);
        TaskWork work = TaskWork.of(() -> log.add("hook"));
        assertTrue(TaskWorks.onExit(target.thread, work));
        for (Subject subject : List.of(target, other)) {
            assertThrows(IllegalStateException.class,
                    () -> TaskWorks.onExit(subject.thread, work));
            assertThrows(IllegalStateException.class,
                    () -> TaskWorks.add(subject.thread, work, Notify.NONE));
            assertThrows(IllegalStateException.class,
                    () -> TaskWorks.ensureQueued(subject.thread, work, Notify.NONE));
        }
        target.thread.start();
        target.result();
        TaskWorks.add(other.thread, work, Notify.NONE);
        assertThrows(IllegalStateException.class, () -> TaskWorks.onExit(other.thread, work));
        other.thread.start();
        other.result();
        assertEquals(List.of("hook", "hook"), log);
    }

    /** Hooks are no works that a drain would run, at which pending and matches look. */
    @Test
    void hooksAreNeitherPendingNorMatched() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        hook(target.thread, "hook");
        assertFalse(target.pending());
        assertNull(TaskWorks.cancelMatching(target.thread, callback -> true));
        assertEquals(List.of(), TaskWorks.cancelAllMatching(target.thread, callback -> true));
        target.release();
        assertEquals(List.of("hook"), log);
    }

    @ParameterizedTest
    @EnumSource
    void aHookMayRegisterItselfAgain(Kind kind) {
        AtomicInteger runs = new AtomicInteger();
        TaskWork[] self = new TaskWork[1];
        self[0] = TaskWork.of(() -> {
            if (runs.incrementAndGet() < 3) {
                assertTrue(TaskWorks.onExit(Thread.currentThread(), self[0]));
            }
        });
        Subject target = Subject.unstarted(kind, () -> null);
        TaskWorks.onExit(target.thread, self[0]);
        target.thread.start();
        target.result();
        assertEquals(3, runs.get());
    }

    /** What was registered runs, and what was refused does not, however close to the exit. */
    @ParameterizedTest
    @EnumSource
    void againstTheExit(Kind kind) {
        AtomicInteger ran = new AtomicInteger();
        int registered = 0;
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            CountDownLatch go = new CountDownLatch(1);
            Subject target = Subject.start(kind, () -> {
                go.await();
                return null;
            });
            go.countDown();
            boolean accepted = true;
            for (int i = 0; i < 50 && accepted; i++) {
                accepted = TaskWorks.onExit(target.thread, ran::incrementAndGet);
                registered += accepted ? 1 : 0;
            }
            refused += accepted ? 0 : 1;
            target.result();
            assertEquals(registered, ran.get());
        }
        assertTrue(refused > 0 || kind == Kind.PLATFORM, "never met the exit");
    }

    @Test
    void aHookOfAThreadWhoseStartFailsIsDropped() throws Exception {
        assertEquals("""
                start failed
                state: IDLE
                ran: 0
                onExit: false
                """, run(OnExitPrograms.FailedStart.class));
    }

    /** The thread is main, which is older than the agent. */
    @Test
    void ofAThreadThatIsOlderThanTheAgent() throws Exception {
        assertEquals("main\nwork\nhook main, exiting true\n", run(OnExitPrograms.OfMain.class));
    }

    private static String run(Class<?> program) throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .run(120, program.getName());
        return result.output();
    }
}

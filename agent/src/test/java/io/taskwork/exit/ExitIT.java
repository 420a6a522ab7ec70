// SPDX-License-Identifier: Apache-2.0
package io.taskwork.exit;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 9: what happens when a thread ends, and from when on it accepts no more works. */
@Tag("image")
@Tag("jdk")
class ExitIT {
    private final ThreadLocal<String> local = new ThreadLocal<>();
    private final List<String> log = new ArrayList<>();

    private static boolean addTo(Thread thread, Runnable callback) {
        return TaskWorks.add(thread, callback, Notify.NONE);
    }

    @Test
    void threadLocalsAreThereAndJoinWaits() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Subject probe = Subject.unstarted(() -> {
            local.set("set by the thread's own code");
            return null;
        });
        addTo(probe.thread, () -> {
            entered.countDown();
            Await.passed("leave", leave);
            log.add(local.get());
        });
        probe.thread.start();
        Await.passed("the exit work does not run", entered);
        assertTrue(probe.isOver(), "the thread's own code has ended");
        assertTrue(probe.thread.isAlive(), "join would return now");
        leave.countDown();
        probe.result();
        assertEquals(List.of("set by the thread's own code"), log);
    }

    @Test
    void worksThatWorksAddRunTooThenAddIsFalse() {
        Subject probe = Subject.unstarted(() -> null);
        int[] left = {1000};
        TaskWork[] chain = new TaskWork[1];
        chain[0] = TaskWork.of(() -> {
            if (--left[0] > 0) {
                Notify mode = Notify.values()[left[0] % 3];
                assertTrue(TaskWorks.add(probe.thread, chain[0], mode));
            }
        });
        TaskWorks.add(probe.thread, chain[0], Notify.NONE);
        probe.thread.start();
        probe.result();
        assertEquals(0, left[0]);
        for (Notify mode : Notify.values()) {
            assertFalse(TaskWorks.add(probe.thread, chain[0], mode));
            assertFalse(TaskWorks.add(probe.thread, () -> {}, mode));
        }
        assertEquals(TaskWork.State.IDLE, chain[0].state());
        assertFalse(chain[0].cancel());
        assertFalse(TaskWorks.pending(probe.thread));
    }

    @Test
    void addIsFalseAlsoIfTheThreadNeverHadAWork() {
        Subject probe = Subject.start(() -> null);
        probe.result();
        assertFalse(addTo(probe.thread, () -> {}));
    }

    /** A refused work is free: it may go to another thread, which is the caller's plan B. */
    @Test
    void aRefusedWorkMayBeAddedElsewhere() {
        Subject gone = Subject.start(() -> null);
        gone.result();
        TaskWork work = TaskWork.of(() -> log.add("plan B"));
        assertFalse(TaskWorks.add(gone.thread, work, Notify.SIGNAL));
        Subject other = Subject.unstarted(() -> null);
        assertTrue(TaskWorks.add(other.thread, work, Notify.SIGNAL));
        other.thread.start();
        other.result();
        assertEquals(List.of("plan B"), log);
    }

    @Test
    void exitingIsTrueInExitWorksOnly() {
        Subject probe = Subject.unstarted(() -> {
            log.add("own " + TaskWorks.exiting());
            TaskWorks.add(Thread.currentThread(), () -> log.add("yield " + TaskWorks.exiting()),
                    Notify.RESUME);
            Thread.yield();
            addTo(Thread.currentThread(), () -> log.add("exit " + TaskWorks.exiting()));
            return null;
        });
        TaskWorks.add(probe.thread, () -> log.add("start " + TaskWorks.exiting()), Notify.RESUME);
        probe.thread.start();
        probe.result();
        assertEquals(List.of("start false", "own false", "yield false", "exit true"), log);
        assertFalse(TaskWorks.exiting());
    }

    private Thread throwing(Thread.UncaughtExceptionHandler handler) {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            throw new IllegalStateException("own code");
        });
        thread.setUncaughtExceptionHandler(handler);
        addTo(thread, () -> log.add("exit work"));
        thread.start();
        Await.ended(thread);
        return thread;
    }

    @Test
    void afterTheUncaughtExceptionHandler() {
        Thread thread = throwing((t, e) -> {
            log.add(e.getMessage());
            log.add("handler adds: " + addTo(t, () -> log.add("by the handler")));
        });
        assertEquals(List.of("own code", "handler adds: true", "exit work", "by the handler"), log);
        assertFalse(addTo(thread, () -> {}));
    }

    @Test
    void alsoIfTheUncaughtExceptionHandlerThrows() {
        Thread thread = throwing((t, e) -> {
            log.add(e.getMessage());
            throw new IllegalStateException("handler");
        });
        assertEquals(List.of("own code", "exit work"), log);
        assertFalse(addTo(thread, () -> {}));
    }

    @Test
    void aThrowingExitWorkDoesNotKeepTheOthersFromRunning() {
        Subject probe = Subject.unstarted(() -> null);
        probe.thread.setUncaughtExceptionHandler((t, e) -> log.add(e.getMessage()));
        addTo(probe.thread, () -> {
            throw new IllegalStateException("first");
        });
        addTo(probe.thread, () -> log.add("second"));
        probe.thread.start();
        probe.result();
        assertEquals(List.of("first", "second"), log);
    }

    @Test
    void interruptedThreadsRunTheirExitWorksToo() {
        Subject probe = Subject.unstarted(() -> {
            Thread.currentThread().interrupt();
            return null;
        });
        addTo(probe.thread, () -> {
            try {
                Thread.sleep(1);
                log.add("slept");
            } catch (InterruptedException e) {
                log.add("interrupted");
            }
        });
        probe.thread.start();
        Await.ended(probe.thread);
        assertEquals(List.of("slept"), log, "the status was the thread's, not the callback's");
    }
}

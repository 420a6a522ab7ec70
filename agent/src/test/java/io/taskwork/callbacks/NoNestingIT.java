// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 7: a callback is not interrupted by another one, unless it asks for it. */
@Tag("image")
@Tag("jdk")
class NoNestingIT {
    private final List<String> log = new ArrayList<>();

    private static void add(Runnable callback, Notify mode) {
        TaskWorks.add(Thread.currentThread(), callback, mode);
    }

    /** The callback comes to every kind of run point, with works of all modes queued. */
    @Test
    void runPointsWithinACallbackStartNoOther() {
        Subject.start(() -> {
            add(() -> {
                log.add("enter");
                for (Notify mode : Notify.values()) {
                    add(() -> log.add("late"), mode);
                }
                runPoints();
                log.add("leave");
            }, Notify.RESUME);
            add(() -> log.add("next"), Notify.RESUME);
            Thread.yield();
            return null;
        }).result();
        assertEquals(List.of("enter", "leave", "next", "late", "late", "late"), log);
    }

    private static void runPoints() {
        try {
            Thread.yield();
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            LockSupport.parkNanos(1_000);
            Thread.sleep(1);
            Object monitor = new Object();
            synchronized (monitor) {
                monitor.wait(1);
            }
            SynchronousQueue<String> queue = new SynchronousQueue<>();
            Thread giver = Thread.startVirtualThread(() -> {
                try {
                    queue.put("item");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            queue.take();
            giver.join();
            ReentrantLock lock = new ReentrantLock();
            lock.lock();
            lock.newCondition().awaitNanos(1_000);
            lock.unlock();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The works come from another thread, with a wake, while the callback blocks. */
    @Test
    void aSignalToACallbackThatBlocksWaitsForItsEnd() {
        Subject probe = Subject.start(() -> {
            LockSupport.park();
            return null;
        });
        Await.blocked(probe.thread);
        boolean[] leave = {false};
        TaskWorks.add(probe.thread, () -> {
            log.add("enter");
            while (!leave[0]) {
                LockSupport.park(leave);
            }
            log.add("leave");
        }, Notify.SIGNAL);
        Await.until("the callback does not park",
                () -> LockSupport.getBlocker(probe.thread) == leave
                        && Await.isBlocked(probe.thread));
        TaskWorks.add(probe.thread, () -> log.add("second"), Notify.SIGNAL);
        Await.quiet();
        leave[0] = true;
        LockSupport.unpark(probe.thread);
        probe.result();
        assertEquals(List.of("enter", "leave", "second"), log);
    }

    @Test
    void aCallbackMayAskForThoseThatFollow() {
        Subject.start(() -> {
            add(() -> {
                log.add("enter");
                add(() -> log.add("c"), Notify.NONE);
                log.add("leave " + TaskWorks.run());
            }, Notify.RESUME);
            add(() -> log.add("a"), Notify.RESUME);
            add(() -> log.add("b"), Notify.NONE);
            return TaskWorks.run();
        }).result();
        assertEquals(List.of("enter", "a", "b", "c", "leave 3"), log);
    }

    /** After a nested run the outer callback is still a callback. */
    @Test
    void afterANestedRunTheRunPointsStillStartNoOther() {
        Subject.start(() -> {
            add(() -> {
                add(() -> {
                    log.add("nested");
                    // which are not part of the nested run's round
                    add(() -> log.add("more"), Notify.NONE);
                }, Notify.NONE);
                TaskWorks.run();
                add(() -> log.add("late"), Notify.SIGNAL);
                runPoints();
                log.add("leave");
            }, Notify.RESUME);
            Thread.yield();
            return null;
        }).result();
        assertEquals(List.of("nested", "leave", "more", "late"), log);
    }

    @Test
    void alsoAtExitAndAtStart() {
        Subject probe = Subject.unstarted(() -> null);
        for (Notify mode : List.of(Notify.RESUME, Notify.NONE)) {
            TaskWorks.add(probe.thread, () -> {
                log.add("enter");
                TaskWorks.add(probe.thread, () -> log.add("late"), Notify.SIGNAL);
                runPoints();
                log.add("leave");
            }, mode);
        }
        probe.thread.start();
        probe.result();
        assertEquals(List.of("enter", "leave", "enter", "leave", "late", "late"), log);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 8: what callbacks may do, and what becomes of what they throw. */
@Tag("image")
@Tag("jdk")
class CallbacksMayIT {
    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<Thread> handledOn = new ArrayList<>();
    private int ranAfter;

    private void add(Runnable callback) {
        TaskWorks.add(Thread.currentThread(), callback, Notify.RESUME);
    }

    @Test
    void blockOnWhatAnotherThreadHas() {
        CountDownLatch latch = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Subject probe = Subject.start(() -> {
            add(() -> {
                entered.countDown();
                Await.passed("latch", latch);
                ranAfter++;
            });
            Thread.yield();
            return ranAfter;
        });
        Await.passed("the callback does not run", entered);
        Await.blocked(probe.thread);
        latch.countDown();
        probe.endsWith(1);
    }

    @Test
    void lockTheLockThatItsThreadWaitsFor() {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch entered = new CountDownLatch(1);
        lock.lock();
        Subject probe = Subject.start(() -> {
            lock.lock();
            int held = lock.getHoldCount();
            lock.unlock();
            return "held " + held + ", callbacks " + ranAfter;
        });
        Await.blocked(probe.thread);
        TaskWorks.add(probe.thread, () -> {
            entered.countDown();
            lock.lock();
            ranAfter += lock.getHoldCount();
            lock.unlock();
        }, Notify.SIGNAL);
        Await.passed("the callback does not run", entered);
        Await.blocked(probe.thread);
        lock.unlock();
        probe.endsWith("held 1, callbacks 1");
    }

    @Test
    void takeMonitorsStartThreadsAddAndCancel() {
        Subject.start(() -> {
            Thread self = Thread.currentThread();
            TaskWork taken = TaskWork.of(() -> ranAfter += 1000);
            add(() -> {
                synchronized (this) {
                    Thread child = Thread.startVirtualThread(() -> ranAfter++);
                    Await.ended(child);
                }
                TaskWorks.add(self, taken, Notify.SIGNAL);
                taken.cancel();
                TaskWorks.add(self, () -> ranAfter += 10, Notify.NONE);
            });
            Thread.yield();
            return ranAfter;
        }).endsWith(11);
    }

    private Subject throwing(Runnable callback) {
        Subject probe = Subject.unstarted(() -> {
            add(callback);
            add(() -> ranAfter++);
            Thread.yield();
            return ranAfter;
        });
        probe.thread.setUncaughtExceptionHandler((thread, e) -> {
            uncaught.add(e);
            handledOn.add(Thread.currentThread());
        });
        probe.thread.start();
        return probe;
    }

    private <T extends Throwable> T onlyUncaught(Class<T> type, Subject probe) {
        probe.endsWith(1);
        assertEquals(1, uncaught.size());
        assertSame(probe.thread, handledOn.getFirst());
        return assertInstanceOf(type, uncaught.getFirst());
    }

    @Test
    void throwAnException() {
        RuntimeException mine = new RuntimeException("the callback's own");
        Subject probe = throwing(() -> {
            throw mine;
        });
        assertSame(mine, onlyUncaught(RuntimeException.class, probe));
    }

    @Test
    void throwACheckedException() {
        Subject probe = throwing(
                () -> CallbacksMayIT.<RuntimeException>sneak(new Exception("x")));
        assertEquals("x", onlyUncaught(Exception.class, probe).getMessage());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable e) throws T {
        throw (T) e;
    }

    @Test
    void throwAnError() {
        onlyUncaught(AssertionError.class, throwing(() -> {
            throw new AssertionError("the callback's own");
        }));
    }

    private void overflow() {
        overflow();
        ranAfter++; // so that it is no tail call
    }

    @Test
    void overflowTheStack() {
        onlyUncaught(StackOverflowError.class, throwing(this::overflow));
    }

    @Test
    void runOutOfMemory() {
        Object[] kept = new Object[1];
        onlyUncaught(OutOfMemoryError.class, throwing(() -> kept[0] = new long[Integer.MAX_VALUE]));
    }

    @Test
    void haveAHandlerThatThrows() {
        Subject probe = Subject.unstarted(() -> {
            add(() -> {
                throw new IllegalStateException("callback");
            });
            add(() -> ranAfter++);
            Thread.yield();
            return ranAfter;
        });
        probe.thread.setUncaughtExceptionHandler((thread, e) -> {
            uncaught.add(e);
            throw new IllegalStateException("handler");
        });
        probe.thread.start();
        probe.endsWith(1);
        assertEquals("callback", uncaught.getFirst().getMessage());
    }
}

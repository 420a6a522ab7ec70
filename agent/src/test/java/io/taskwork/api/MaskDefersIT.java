// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mask defers at every run point, drops nothing, and costs no wakes. */
class MaskDefersIT {
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicBoolean free = new AtomicBoolean();

    /** Checks what a mask defers while the thread blocks inside, and what lets it continue. */
    private void defers(Kind kind, Subject.Body blocking, Runnable release) {
        Subject subject = Subject.start(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                blocking.run();
                assertEquals(0, ran.get(), "ran inside the mask");
            }
            return ran.get();
        });
        Await.until("the thread is not masked",
                () -> TaskWorks.reach(subject.thread) == Reach.MASKED);
        subject.awaitBlocked();
        for (int i = 0; i < 3; i++) {
            assertTrue(TaskWorks.add(subject.thread, ran::incrementAndGet, Notify.SIGNAL));
        }
        TaskWorks.add(subject.thread, ran::incrementAndGet, Notify.RESUME);
        Await.quiet();
        assertTrue(subject.pending());
        free.set(true);
        release.run();
        LockSupport.unpark(subject.thread);
        assertEquals(4, subject.result());
    }

    private void parkUntilFree() {
        while (!free.get()) {
            LockSupport.park(this);
        }
    }

    @ParameterizedTest
    @EnumSource
    void inPark(Kind kind) {
        defers(kind, () -> {
            parkUntilFree();
            return null;
        }, () -> {});
    }

    @ParameterizedTest
    @EnumSource
    void inALock(Kind kind) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        defers(kind, () -> {
            lock.lock();
            lock.unlock();
            return null;
        }, lock::unlock);
    }

    @ParameterizedTest
    @EnumSource
    void inACondition(Kind kind) {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        defers(kind, () -> {
            lock.lock();
            try {
                while (!free.get()) {
                    condition.await();
                }
            } finally {
                lock.unlock();
            }
            return null;
        }, () -> {
            lock.lock();
            condition.signal();
            lock.unlock();
        });
    }

    @ParameterizedTest
    @EnumSource
    void inObjectWait(Kind kind) {
        Object monitor = new Object();
        defers(kind, () -> {
            synchronized (monitor) {
                while (!free.get()) {
                    monitor.wait();
                }
            }
            return null;
        }, () -> {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void inSleep(Kind kind) {
        defers(kind, () -> {
            while (!free.get()) {
                Thread.sleep(5);
            }
            return null;
        }, () -> {});
    }

    @ParameterizedTest
    @EnumSource
    void inYield(Kind kind) {
        Subject subject = Subject.start(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.RESUME);
                for (int i = 0; i < 100; i++) {
                    Thread.yield();
                }
                return ran.get();
            }
        });
        assertEquals(0, subject.result());
        assertEquals(1, ran.get());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Platform threads queue for locks, and their callbacks hold up no one. */
class PlatformLocksIT {
    /** The callback takes the very lock for which its thread queues. */
    @Test
    void aCallbackTakesTheLockThatItsThreadWaitsFor() {
        for (boolean fair : new boolean[] {false, true}) {
            ReentrantLock lock = new ReentrantLock(fair);
            lock.lock();
            Subject waiter = Subject.start(Kind.PLATFORM, () -> {
                lock.lock();
                try {
                    return lock.getHoldCount();
                } finally {
                    lock.unlock();
                }
            });
            Await.until("the waiter does not queue", () -> lock.hasQueuedThread(waiter.thread));
            CountDownLatch inCallback = new CountDownLatch(1);
            CompletableFuture<Integer> callback = TaskWorks.call(waiter.thread, () -> {
                inCallback.countDown();
                lock.lock();
                try {
                    return lock.getHoldCount();
                } finally {
                    lock.unlock();
                }
            }, Notify.SIGNAL);
            Await.passed("the callback did not run", inCallback);
            lock.unlock();
            assertEquals(1, Await.value(callback));
            assertEquals(1, waiter.result());
        }
    }

    /** The turn comes to a thread that is busy: the one that queues behind it gets the lock. */
    @Test
    void aCallbackWaitsForAThreadThatQueuesBehindItsOwn() {
        for (Kind behind : Kind.values()) {
            assertEquals("ok", PlatformScenes.turnPassesOn(behind));
        }
    }

    /** The thread's place is kept: it gets the lock before those that came later. */
    @Test
    void aBriefCallbackKeepsItsPlace() {
        ReentrantLock lock = new ReentrantLock(true);
        lock.lock();
        List<Integer> order = new CopyOnWriteArrayList<>();
        Subject[] waiters = new Subject[6];
        for (int i = 0; i < waiters.length; i++) {
            int n = i;
            waiters[i] = Subject.start(Kind.values()[i % 2], () -> {
                lock.lock();
                order.add(n);
                lock.unlock();
                return null;
            });
            Await.until("a waiter does not queue", () -> lock.hasQueuedThread(waiters[n].thread));
        }
        for (Subject waiter : waiters) {
            Await.value(TaskWorks.call(waiter.thread, () -> null, Notify.SIGNAL));
            assertTrue(lock.hasQueuedThread(waiter.thread), "out of the queue");
        }
        for (Subject waiter : waiters) {
            Await.until("running", () -> TaskWorks.reach(waiter.thread) == Reach.NOW);
        }
        lock.unlock();
        for (Subject waiter : waiters) {
            waiter.result();
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5), order);
    }
}

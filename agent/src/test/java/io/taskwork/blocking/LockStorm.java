// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock, waiters that are busy with callbacks when their turn comes, and others that time out.
 */
final class LockStorm {
    private final ReentrantLock lock = new ReentrantLock();

    void run(Notify mode, int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        AtomicInteger added = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(6);
        Thread[] waiters = new Thread[6];
        for (int i = 0; i < waiters.length; i++) {
            boolean timed = i % 2 == 0;
            waiters[i] = Thread.ofVirtual().unstarted(() -> {
                while (System.nanoTime() < end) {
                    hold(timed);
                }
                done.countDown();
            });
        }
        for (Thread waiter : waiters) {
            waiter.start();
        }
        while (done.getCount() > 0) {
            for (Thread waiter : waiters) {
                if (TaskWorks.add(waiter, () -> {
                    Thread.yield();
                    ran.incrementAndGet();
                }, mode)) {
                    added.incrementAndGet();
                }
            }
            Thread.yield();
        }
        for (Thread waiter : waiters) {
            Await.ended(waiter);
        }
        if (ran.get() != added.get()) {
            throw new IllegalStateException("ran " + ran + " of " + added);
        }
    }

    private void hold(boolean timed) {
        try {
            if (!timed) {
                lock.lock();
            } else if (!lock.tryLock(20, TimeUnit.MICROSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Thread.yield();
        lock.unlock();
    }
}

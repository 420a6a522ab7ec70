// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Sends SIGNALs to all live threads, every 50 to 200 us; their callbacks count, yield, park and
 * lock.
 */
final class Rain implements Runnable {
    private static final int MIN_PAUSE_NANOS = 50_000;
    private static final int MAX_PAUSE_NANOS = 200_000;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong ran = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Object monitor = new Object();
    private final RandomGenerator random;
    private volatile boolean over;

    Rain(RandomGenerator random) {
        this.random = random;
    }

    void fallOn(Thread thread) {
        threads.add(thread);
    }

    @Override
    public void run() {
        while (!over) {
            threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            for (Thread thread : threads) {
                if (!TaskWorks.pending(thread)) {
                    fall(thread);
                }
            }
            LockSupport.parkNanos(random.nextInt(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS));
        }
    }

    private void fall(Thread thread) {
        int kind = random.nextInt(8);
        accepted.incrementAndGet();
        if (!TaskWorks.add(thread, () -> callback(kind), Notify.SIGNAL)) {
            accepted.decrementAndGet();
        }
    }

    private void callback(int kind) {
        switch (kind) {
            case 0 -> LockSupport.parkNanos(30_000);
            case 1 -> Thread.yield();
            case 2 -> {
                lock.lock();
                lock.unlock();
            }
            case 3 -> {
                synchronized (monitor) {
                    Thread.yield();
                }
            }
            default -> { }
        }
        ran.incrementAndGet();
    }

    /** Ends the rain once the threads on which it fell have ended; every SIGNAL has run, once. */
    long end(Thread falling) throws InterruptedException {
        over = true;
        falling.join();
        if (accepted.get() != ran.get()) {
            throw new AssertionError("SIGNALs " + accepted + ", ran " + ran);
        }
        return ran.get();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Parked threads that are all woken at once, and what they take of the heap. */
final class ParkedThreads {
    private final Thread[] threads;
    private final AtomicInteger left = new AtomicInteger();
    private final Runnable callback = left::decrementAndGet;
    private volatile boolean byHand;

    ParkedThreads(int n) {
        threads = new Thread[n];
        for (int i = 0; i < n; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                while (true) {
                    LockSupport.park();
                    if (byHand) {
                        callback.run();
                    }
                }
            });
        }
    }

    void wakeAll(String row, int rounds) throws Exception {
        new Slices(row).with("unpark", () -> all(true)).with("SIGNAL", () -> all(false))
                .run(rounds);
    }

    private Map<String, Double> all(boolean unpark) {
        int times = Math.max(1, 10_000 / threads.length);
        byHand = unpark;
        long nanos = 0;
        for (int t = 0; t < times; t++) {
            awaitParked(threads);
            left.set(threads.length);
            long start = System.nanoTime();
            for (Thread thread : threads) {
                if (unpark) {
                    LockSupport.unpark(thread);
                } else {
                    TaskWorks.add(thread, callback, Notify.SIGNAL);
                }
            }
            while (left.get() > 0) {
                Thread.onSpinWait();
            }
            nanos += System.nanoTime() - start;
        }
        return Map.of("ns", (double) nanos / times / threads.length);
    }

    /** Returns the bytes of heap that a parked thread takes. */
    static double bytes(int n) throws InterruptedException {
        park(new Thread[1]); // this loads classes, which should not count
        Thread[] threads = new Thread[n];
        long before = used();
        park(threads);
        return (double) (used() - before) / n;
    }

    private static Thread[] park(Thread[] threads) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(threads.length);
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                started.countDown();
                LockSupport.park();
            });
        }
        started.await();
        awaitParked(threads);
        return threads;
    }

    private static void awaitParked(Thread[] threads) {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

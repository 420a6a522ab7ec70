// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.concurrent.CountDownLatch;

/** Measures how long a virtual thread waits for a carrier, by how much it oversleeps. */
final class CarrierWait {
    private static final int ASKED_NANOS = 500_000;

    private final Thread thread;
    private final CountDownLatch ticking = new CountDownLatch(1);
    private volatile boolean over;
    private long longest;

    /** Returns once it ticks. */
    CarrierWait() throws InterruptedException {
        thread = Thread.ofVirtual().start(this::tick);
        ticking.await();
    }

    private void tick() {
        try {
            sleep(); // the first one loads classes and is not counted
            ticking.countDown();
            while (!over) {
                longest = Math.max(longest, sleep());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long sleep() throws InterruptedException {
        long start = System.nanoTime();
        Thread.sleep(0, ASKED_NANOS);
        return System.nanoTime() - start - ASKED_NANOS;
    }

    /** Stops it; returns the longest wait in nanoseconds. */
    long stop() throws InterruptedException {
        over = true;
        thread.join();
        return longest;
    }
}

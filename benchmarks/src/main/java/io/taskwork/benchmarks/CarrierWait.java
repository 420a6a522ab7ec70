// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.concurrent.CountDownLatch;

/** A virtual thread that sleeps and wakes: how much later than asked for is how long it waited. */
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
            sleep(); // not counted: the first one loads classes
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

    /** The longest wait, in nanoseconds. */
    long stop() throws InterruptedException {
        over = true;
        thread.join();
        return longest;
    }
}

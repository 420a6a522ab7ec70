// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Virtual threads that compute, batch after batch. If each thread were followed by another one at
 * once, a thread that the network has made ready might never run on a stock JDK ({@link Turns}).
 */
final class Batches {
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Semaphore full = new Semaphore(0);
    private final int threads;
    private final Thread driver;
    private volatile boolean closed;

    Batches(int threads, Runnable job) {
        this.threads = threads;
        driver = Thread.ofPlatform().name("batches").start(() -> {
            while (!closed) {
                batch(job);
            }
        });
    }

    private void batch(Runnable job) {
        left.set(threads);
        try (ExecutorService batch = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                batch.execute(() -> {
                    job.run();
                    done.incrementAndGet();
                    left.decrementAndGet();
                });
            }
            full.release();
        }
        full.drainPermits();
    }

    /** Waits until at least half of a batch is still to be done. */
    void awaitLoad() throws InterruptedException {
        while (left.get() < threads / 2) {
            full.acquire();
        }
    }

    /** Waits for the end of the last batch; returns how many jobs were done. */
    int end() throws InterruptedException {
        closed = true;
        driver.join();
        return done.get();
    }
}

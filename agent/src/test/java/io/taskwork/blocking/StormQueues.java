// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Producers and consumers on a bounded queue; callbacks put, take and ask as well. */
final class StormQueues implements StormScene {
    private static final int THREADS = 4; // the number of each kind
    private static final Long END = -1L;

    private final BlockingQueue<Long> queue;
    private final AtomicLong next = new AtomicLong();
    private final LongAdder given = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final LongAdder rounds = new LongAdder();
    private final CountDownLatch producing = new CountDownLatch(THREADS);
    private volatile boolean stop;

    private StormQueues(BlockingQueue<Long> queue) {
        this.queue = queue;
    }

    static StormScene array() {
        return new StormQueues(new ArrayBlockingQueue<>(4));
    }

    static StormScene linked() {
        return new StormQueues(new LinkedBlockingQueue<>(4));
    }

    @Override
    public List<Scene.Step> workers() {
        List<Scene.Step> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            workers.add(this::produce);
            workers.add(this::consume);
        }
        return workers;
    }

    private void produce() throws InterruptedException {
        while (!stop) {
            long item = next.incrementAndGet();
            queue.put(item);
            given.add(item);
            StormRun.breathe(item);
        }
        producing.countDown();
    }

    private void consume() throws InterruptedException {
        for (Long item; !(item = queue.take()).equals(END); ) {
            taken.add(item);
            rounds.increment();
        }
    }

    @Override
    public void callback(RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0 -> LockSupport.parkNanos(random.nextInt(6_000_000)); // some turns pass on
            case 1 -> {
                long item = next.incrementAndGet();
                if (queue.offer(item)) {
                    given.add(item);
                }
            }
            case 2 -> {
                Long item = queue.poll();
                if (item != null) {
                    taken.add(item);
                }
            }
            default -> {
                if (queue.size() + queue.remainingCapacity() < 0) {
                    throw new AssertionError("no size");
                }
            }
        }
    }

    @Override
    public void stop() throws InterruptedException {
        stop = true;
        producing.await();
        for (int i = 0; i < THREADS; i++) {
            queue.put(END);
        }
    }

    @Override
    public long check() {
        for (Long item; (item = queue.poll()) != null; ) {
            taken.add(item);
        }
        requireEqual("sum of the items", given.sum(), taken.sum());
        return rounds.sum();
    }

    static void requireEqual(String what, long expected, long actual) {
        if (expected != actual) {
            throw new AssertionError(what + ": " + actual + ", not " + expected);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A target and the adders that flood it, with the counts of wakes and works. */
final class Flood {
    private static final int BEHIND = 10_000;
    private static final int STRIDE = 64;
    private static final long NAP = 20_000;

    /**
     * How adders learn that too many works wait, and what they do then. Both decide who is faster,
     * since they decide when adders and target are at the queue at the same time.
     */
    enum Held {
        YIELD_BY_64(false, false, "adders that yield, 64 counted at once"),
        YIELD(false, true, "adders that yield, each counted"),
        SLEEP_BY_64(true, false, "adders that sleep, 64 counted at once"),
        SLEEP(true, true, "adders that sleep, each counted");

        private final boolean sleeps;
        private final boolean each;
        final String text;

        Held(boolean sleeps, boolean each, String text) {
            this.sleeps = sleeps;
            this.each = each;
            this.text = text;
        }

        String row(int adders) {
            return adders + " " + text;
        }
    }

    private final Held held;
    private final Queue<Runnable> queue;
    private final Runnable callback;
    private final AtomicLong added = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long seen;
    private volatile boolean over;
    private long ran;
    private long wakes;

    Flood(Held held, boolean byHand) {
        this.held = held;
        queue = byHand ? new ConcurrentLinkedQueue<>() : null;
        callback = held.each ? this::countEach : this::countSome;
    }

    private void countEach() {
        ran++;
        waiting.decrementAndGet();
    }

    private void countSome() {
        if ((++ran & STRIDE - 1) == 0) {
            seen = ran;
        }
    }

    private void live() {
        while (!over) {
            LockSupport.park();
            wakes++;
            if (queue != null) {
                for (Runnable next; (next = queue.poll()) != null; ) {
                    next.run();
                }
            }
        }
    }

    private void flood(Thread target) {
        while (!over) {
            if (held.each ? waiting.get() > BEHIND : added.get() - seen > BEHIND) {
                if (held.sleeps) {
                    LockSupport.parkNanos(NAP);
                } else {
                    Thread.yield();
                }
            } else if (held.each) {
                waiting.incrementAndGet();
                post(target);
            } else {
                for (int i = 0; i < STRIDE; i++) {
                    post(target);
                }
                added.addAndGet(STRIDE);
            }
        }
    }

    private void post(Thread target) {
        if (queue == null) {
            TaskWorks.add(target, callback, Notify.SIGNAL);
        } else {
            queue.offer(callback);
            LockSupport.unpark(target);
        }
    }

    Map<String, Double> run(int adders, int millis) throws InterruptedException {
        var system = (com.sun.management.OperatingSystemMXBean)
                ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        Thread target = Thread.ofVirtual().start(this::live);
        Thread[] team = new Thread[adders];
        for (int i = 0; i < adders; i++) {
            team[i] = Thread.ofPlatform().start(() -> flood(target));
        }
        Thread.sleep(millis);
        over = true;
        for (Thread adder : team) {
            adder.join();
        }
        LockSupport.unpark(target);
        target.join();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rate", ran * 1e9 / (System.nanoTime() - start));
        figures.put("wakes", (double) wakes / ran);
        figures.put("cpu", (double) (system.getProcessCpuTime() - cpu) / ran);
        return figures;
    }
}

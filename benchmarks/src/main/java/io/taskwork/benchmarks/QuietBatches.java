// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a row in a JVM of its own, in batches of a fraction of a millisecond, of which the first
 * percentile counts: on a busy machine most are disturbed, but some are not. Where JMH's averages
 * differ by half from one run to the next, these figures differ by a hundredth.
 */
final class QuietBatches {
    private static final int OPS = 1_000;

    private static volatile int turn;
    private static volatile boolean answered;
    private static volatile boolean over;

    private QuietBatches() {}

    private interface Batch {
        void run() throws InterruptedException;
    }

    /** Takes a row and the number of batches; prints the nanoseconds of an operation. */
    public static void main(String[] args) throws Exception {
        long[] nanos = new long[Integer.parseInt(args[1])];
        switch (args[0]) {
            case "yield" -> Thread.ofVirtual().start(() -> time(nanos, () -> {
                for (int i = 0; i < OPS; i++) {
                    Thread.yield();
                }
            })).join();
            case "pingPong" -> VirtualPair.run((me, other) -> time(nanos, () -> {
                for (int i = 0; i < OPS; i++) {
                    while (turn != me) {
                        LockSupport.park();
                    }
                    turn = 1 - me;
                    LockSupport.unpark(other);
                }
            }));
            case "signal" -> trip(nanos, null);
            case "queueAndUnpark" -> trip(nanos, new ConcurrentLinkedQueue<>());
            default -> throw new IllegalArgumentException(args[0]);
        }
        long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(warm);
        System.out.printf(Locale.ROOT, "%.2f%n", (double) warm[warm.length / 100] / OPS);
    }

    private static void time(long[] nanos, Batch batch) {
        try {
            for (int b = 0; b < nanos.length; b++) {
                long start = System.nanoTime();
                batch.run();
                nanos[b] = System.nanoTime() - start;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks by SIGNAL, or by hand if there is a queue for it, as in {@link RoundTrip}. */
    private static void trip(long[] nanos, Queue<Runnable> queue) throws InterruptedException {
        VirtualPair.run((me, other) -> {
            if (me == 0) {
                time(nanos, asker(other, queue));
                over = true;
                LockSupport.unpark(other);
            } else {
                while (!over) {
                    LockSupport.park();
                    for (Runnable work; queue != null && (work = queue.poll()) != null; ) {
                        work.run();
                    }
                }
            }
        });
    }

    private static Batch asker(Thread target, Queue<Runnable> queue) {
        Thread self = Thread.currentThread();
        Runnable answer = () -> {
            answered = true;
            LockSupport.unpark(self);
        };
        TaskWork work = queue == null ? TaskWork.of(answer) : null;
        return () -> {
            for (int i = 0; i < OPS; i++) {
                answered = false;
                if (queue == null) {
                    TaskWorks.add(target, work, Notify.SIGNAL);
                } else {
                    queue.offer(answer);
                    LockSupport.unpark(target);
                }
                while (!answered) {
                    LockSupport.park();
                }
            }
        };
    }
}

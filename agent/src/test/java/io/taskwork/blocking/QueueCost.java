// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what a SIGNAL costs for a thread that stands in a queue of n: each of the n gets one,
 * and runs it. This is a program of its own, and prints nanoseconds for each thread. The arguments
 * are latch, semaphore or queue, and then the lengths, in groups of threads that are there at the
 * same time.
 *
 * <p>{@code java -Xmx4g -javaagent:taskwork-agent.jar -cp … io.taskwork.blocking.QueueCost latch
 * 10000 1000000}
 */
final class QueueCost {
    private static final int ROUNDS = 5;
    private static final long LIMIT_NANOS = 300_000_000_000L;

    private QueueCost() {}

    public static void main(String[] args) throws InterruptedException {
        for (int i = 1; i < args.length; i++) {
            int n = Integer.parseInt(args[i]);
            System.out.printf("%s %d: %.0f ns a thread%n", args[0], n, measure(args[0], n));
        }
    }

    /** Returns the median of some rounds over the same waiters, after one that does not count. */
    static double measure(String kind, int n) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        Semaphore semaphore = new Semaphore(0);
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Scene.Step wait = switch (kind) {
            case "latch" -> latch::await;
            case "semaphore" -> semaphore::acquire;
            case "queue" -> queue::take;
            default -> throw new IllegalArgumentException(kind);
        };
        Thread[] threads = new Thread[n];
        for (int i = 0; i < n; i++) {
            threads[i] = Thread.ofVirtual().start(() -> run(wait));
        }
        for (Thread thread : threads) {
            while (!Await.isBlocked(thread)) {
                LockSupport.parkNanos(20_000);
            }
        }
        double[] nanos = new double[ROUNDS];
        round(threads);
        for (int i = 0; i < ROUNDS; i++) {
            nanos[i] = round(threads);
        }
        latch.countDown();
        semaphore.release(n);
        for (int i = 0; i < n; i++) {
            queue.add(i);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }

    private static double round(Thread[] threads) {
        AtomicInteger ran = new AtomicInteger();
        Runnable callback = ran::incrementAndGet;
        long start = System.nanoTime();
        for (Thread thread : threads) {
            TaskWorks.add(thread, callback, Notify.SIGNAL);
        }
        while (ran.get() < threads.length) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError(ran + " of " + threads.length + " works ran");
            }
            Thread.onSpinWait();
        }
        return (double) (System.nanoTime() - start) / threads.length;
    }

    private static void run(Scene.Step wait) {
        try {
            wait.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Asks threads a question that only they can answer, such as what is in their thread locals. Each
 * answers on its own stack and goes on with what it was blocked in. No thread is stopped, and none
 * waits for another. Threads that do not answer are left alone, and the result gives the reason.
 */
final class Inspection {
    /**
     * The result of asking a thread.
     *
     * @param state whether it answered
     * @param answer null if it did not
     * @param error what the question threw, or null
     * @param reach why it did not answer
     */
    record Result<T>(Future.State state, T answer, Throwable error, Reach reach) {}

    private Inspection() {}

    /**
     * Asks all of them at once.
     *
     * @param question runs on each of the threads, and should not block
     * @param quiet when no thread has answered for this long, the others are no longer waited for
     * @return a result for each thread, in the order of {@code threads}
     */
    static <T> Map<Thread, Result<T>> of(
            Collection<Thread> threads, Callable<T> question, Notify notify, Duration quiet)
            throws InterruptedException {
        Map<Thread, CompletableFuture<T>> asked = TaskWorks.callAll(threads, question, notify);
        awaitQuiet(asked.values(), quiet);
        Map<Thread, Result<T>> results = new LinkedHashMap<>();
        asked.forEach((thread, future) -> {
            Reach reach = future.isDone() ? null : TaskWorks.reach(thread);
            future.cancel(false); // takes the work out of the thread's queue
            results.put(thread, switch (future.state()) {
                case SUCCESS -> new Result<>(Future.State.SUCCESS, future.resultNow(), null, null);
                case FAILED -> new Result<>(
                        Future.State.FAILED, null, future.exceptionNow(), TaskWorks.reach(thread));
                case CANCELLED, RUNNING -> new Result<>(Future.State.CANCELLED, null, null, reach);
            });
        });
        return results;
    }

    private static void awaitQuiet(Collection<? extends Future<?>> futures, Duration quiet)
            throws InterruptedException {
        long last = System.nanoTime();
        for (long before = -1, now; (now = answered(futures)) < futures.size(); Thread.sleep(1)) {
            if (now > before) {
                before = now;
                last = System.nanoTime();
            } else if (System.nanoTime() - last > quiet.toNanos()) {
                return;
            }
        }
    }

    private static long answered(Collection<? extends Future<?>> futures) {
        return futures.stream().filter(Future::isDone).count();
    }
}

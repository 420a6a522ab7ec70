// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits with a limit that no loaded machine reaches: a broken promise fails, it does not hang. */
final class Wait {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Wait() {}

    static void until(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() - end < 0, otherwise);
            try {
                Thread.sleep(Duration.ofNanos(100_000));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static void state(Thread thread, Thread.State... states) {
        until("is not so: " + thread, () -> {
            Thread.State now = thread.getState();
            for (Thread.State state : states) {
                if (now == state) {
                    return true;
                }
            }
            return false;
        });
    }

    static void blocked(Thread thread) {
        state(thread, Thread.State.WAITING, Thread.State.TIMED_WAITING);
    }

    static void ended(Thread thread) {
        try {
            if (!thread.join(LIMIT)) {
                AssertionError error = new AssertionError("has not ended: " + thread);
                error.setStackTrace(thread.getStackTrace());
                throw error;
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void passed(String otherwise, CountDownLatch latch) {
        try {
            require(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS), otherwise);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T value(Future<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What the future failed with. */
    static Throwable failure(Future<?> future) {
        try {
            throw new AssertionError(
                    "returned " + future.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Gives a wake that should not have been sent the time to show: round trips of other threads of
     * both kinds, begun after it.
     */
    static void quiet() {
        for (int i = 0; i < 10; i++) {
            for (Kind kind : Kind.values()) {
                Subject witness = Subject.parked(kind);
                CountDownLatch ran = new CountDownLatch(1);
                TaskWorks.add(witness.thread, ran::countDown, Notify.SIGNAL);
                passed("the witness did not run", ran);
                witness.release();
            }
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}

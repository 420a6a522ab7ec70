// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits with a limit that no loaded machine reaches, so that a promise that is broken fails a test
 * and does not hang the build. Programs in a JVM of their own use it as well, and therefore it does
 * without the test framework; one that is expected to hang gets a short limit by {@code
 * -Dawait.limit}, in seconds.
 */
public final class Await {
    public static final Duration LIMIT = Duration.ofSeconds(Long.getLong("await.limit", 60));

    /**
     * A limit for waits that a test ends. It is longer than {@link #LIMIT}, since otherwise it
     * would end what hangs.
     */
    public static final Duration LONG = LIMIT.multipliedBy(10);

    private Await() {}

    public static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    /** Waits until the thread has blocked, since only then is a later wake a wake. */
    public static void blocked(Thread thread) {
        until("the thread is not blocked: " + thread, () -> isBlocked(thread));
    }

    public static boolean isBlocked(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    public static void ended(Thread thread) {
        try {
            if (!thread.join(LIMIT)) {
                AssertionError error =
                        new AssertionError("has not ended: " + thread + " " + thread.getState());
                error.setStackTrace(thread.getStackTrace());
                throw error;
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public static void passed(String otherwise, CountDownLatch latch) {
        try {
            require(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS), otherwise);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public static void until(String otherwise, BooleanSupplier condition) {
        until(otherwise, condition, 1);
    }

    /** Waits for as many limits, for what has limits of its own. */
    public static void until(String otherwise, BooleanSupplier condition, int limits) {
        long end = System.nanoTime() + limits * LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() - end < 0, otherwise);
            Thread.yield();
        }
    }

    public static <T> T value(Future<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns what the future failed with. */
    public static Throwable failure(Future<?> future) {
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
     * Gives a wake that should not have been sent the time to show: it waits for whole round trips
     * of other threads of both kinds, the virtual ones through the same scheduler, which begin
     * after it.
     */
    public static void quiet() {
        for (int i = 0; i < 10; i++) {
            roundTrip(Thread.ofVirtual());
            roundTrip(Thread.ofPlatform().daemon());
            roundTrip(Thread.ofVirtual());
        }
    }

    private static void roundTrip(Thread.Builder builder) {
        CountDownLatch ran = new CountDownLatch(1);
        Thread witness = builder.start(() -> {
            while (ran.getCount() > 0) {
                LockSupport.park();
            }
        });
        blocked(witness);
        TaskWorks.add(witness, ran::countDown, Notify.SIGNAL);
        passed("the witness did not run", ran);
        ended(witness);
    }
}

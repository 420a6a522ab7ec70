// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting with a limit, for tests and for programs in a JVM of their own. */
final class Limits {
    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("faults.limit", 30));

    private Limits() {}

    static void until(String otherwise, BooleanSupplier condition) {
        until(otherwise, condition, 1);
    }

    static void until(String otherwise, BooleanSupplier condition, int limits) {
        long end = System.nanoTime() + limits * LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() < end, otherwise);
            Thread.yield();
        }
    }

    static void blocked(Thread thread) {
        until("not blocked: " + thread, () -> isBlocked(thread));
    }

    static boolean isBlocked(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    static void ended(Thread thread) {
        try {
            require(thread.join(LIMIT), "has not ended: " + thread + " " + thread.getState());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * {@code Thread.join} where it is an {@code Object.wait} on the joined thread: on a platform thread
 * in every JDK, on a virtual one from JDK 27. A thread that ends takes that monitor to tell those
 * who join it, a virtual one even on its carrier, so no works may run while a joiner holds it.
 * Hence the joiner leaves {@code join} by an exception, runs them, and joins again for the time
 * that is left.
 */
public final class Joins {
    /** Thrown from {@code wait} through {@code join}, and caught there; never seen outside. */
    private static final class Restart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Restart() {
            super(null, null, false, false);
        }
    }

    /** Instead of a time: none is left. */
    private static final long OVER = -1L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final RuntimeException RESTART = new Restart();

    private Joins() {}

    /**
     * Entry of {@code join(long)}: notes the thread that is joined where {@link Acquires} notes a
     * node, since a thread that joins stands in no lock's queue.
     *
     * @return what {@link #leave} is to put back
     */
    public static Object enter(Thread joined) {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            return null; // its Object.wait is no run point
        }
        Task task = Task.of(self);
        Object outer = task.node;
        task.node = joined;
        return outer;
    }

    /** Any other exit of {@code join(long)} than one that is repeated. */
    public static void leave(Object outer) {
        Thread self = Thread.currentThread();
        if (self.isVirtual()) {
            Task.of(self).node = outer;
        }
    }

    /** When a {@code join} of so many milliseconds ends; 0 if it waits without a limit. */
    public static long deadline(long millis) {
        if (millis <= 0L) {
            return 0L;
        }
        long deadline = System.nanoTime()
                + (millis < Long.MAX_VALUE / NANOS_PER_MILLI ? millis * NANOS_PER_MILLI
                        : Long.MAX_VALUE);
        return deadline == 0L ? 1L : deadline;
    }

    /** In {@code Object.wait}: whether {@code join} called it. */
    static boolean isJoining(Task task, Object monitor) {
        return task.node == monitor;
    }

    /** In {@code Object.wait} called by {@code join}, with works that are due. */
    static RuntimeException restart() {
        return RESTART;
    }

    /** Exit of {@code join(long)}: whether works are to run, and perhaps {@code join} again. */
    public static boolean isRestart(Throwable thrown) {
        return thrown == RESTART;
    }

    /**
     * Runs what is due.
     *
     * @return the milliseconds to join again for, 0 without a limit; negative: the time is over
     */
    public static long runAndTimeLeft(long deadline) {
        RunPoints.runInPlace(RunPoint.WAIT);
        if (deadline == 0L) {
            return 0L;
        }
        long left = deadline - System.nanoTime();
        return left <= 0L ? OVER : (left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }
}

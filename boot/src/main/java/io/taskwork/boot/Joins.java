// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Runs works in {@code Thread.join} where that is an {@code Object.wait} on the joined thread: for
 * a platform thread in every JDK, for a virtual one from JDK 27. A thread that ends takes that
 * monitor to notify those that join it, a virtual thread even on its carrier, and so no works may
 * run while a joiner holds it. Therefore the joiner leaves {@code join} by an exception, runs the
 * works, and joins again for the time that is left.
 */
public final class Joins {
    /** Thrown from {@code wait} through {@code join}, and caught there; never seen outside. */
    private static final class Restart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Restart() {
            super(null, null, false, false);
        }
    }

    /** Stands for a time if none is left. */
    private static final long OVER = -1L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    private static final RuntimeException RESTART = new Restart();

    private Joins() {}

    /**
     * Called at the entry of {@code join(long)}. Stores the thread that is joined where {@link
     * Acquires} stores a node, since a thread that joins waits in no lock's queue.
     *
     * @return what {@link #leave} is to put back
     */
    public static Object enter(Thread joined) {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            return null; // its Object.wait is no run point
        }
        Slot slot = Slot.of(self);
        Object outer = slot.node();
        slot.setNode(joined);
        return outer;
    }

    /** Called at an exit of {@code join(long)} that is not repeated. */
    public static void leave(Object outer) {
        Thread self = Thread.currentThread();
        if (self.isVirtual()) {
            Slot.of(self).setNode(outer);
        }
    }

    /**
     * Returns when a {@code join} of this many milliseconds ends; 0 if it waits without a limit.
     */
    public static long deadline(long millis) {
        if (millis <= 0L) {
            return 0L;
        }
        long deadline = System.nanoTime()
                + (millis < Long.MAX_VALUE / NANOS_PER_MILLI ? millis * NANOS_PER_MILLI
                        : Long.MAX_VALUE);
        return deadline == 0L ? 1L : deadline;
    }

    /** Returns, in {@code Object.wait}, whether {@code join} called it. */
    static boolean isJoining(Slot slot, Object monitor) {
        return slot.node() == monitor;
    }

    /** Returns what {@code Object.wait} throws if {@code join} called it and works are due. */
    static RuntimeException restart() {
        return RESTART;
    }

    /**
     * Called at the exit of {@code join(long)}; returns whether works, and perhaps {@code join}
     * again, are to run.
     */
    public static boolean isRestart(Throwable thrown) {
        return thrown == RESTART;
    }

    /**
     * Runs what is due.
     *
     * @return the milliseconds to join again for, 0 without a limit, or a negative number if the
     *     time is over
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

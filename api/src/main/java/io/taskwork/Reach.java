// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/**
 * Says whether a {@link Notify#SIGNAL} would reach a thread at once, and if not, why. In every case
 * except {@link #EXITED} a work can be queued, and it will run when the described situation has
 * ended.
 */
public enum Reach {
    /** The SIGNAL runs at once: the thread is blocked where a SIGNAL wakes it. */
    NOW("blocked where a SIGNAL wakes it"),

    /**
     * The thread runs, or is ready to run, code without poll points. The SIGNAL runs when the
     * thread next blocks or yields, or calls {@code run()}.
     */
    RUNNING("running; its next run point is where it blocks or yields"),

    /** The thread runs callbacks. The SIGNAL runs after those that are queued before it. */
    DRAINING("running callbacks; works that come now run after those"),

    /**
     * The thread has a {@link Mask} open. The SIGNAL runs when the outermost mask is closed, or in
     * {@code run()}.
     */
    MASKED("masked; works run when its outermost mask is closed"),

    /**
     * The thread waits to enter a {@code synchronized} block, from which the JVM cannot take it
     * out. The SIGNAL runs at the next run point after that.
     */
    MONITOR("waiting to enter a synchronized block, from which it cannot be woken"),

    /**
     * The thread is blocked in a call that is not a run point. For any thread that is the wait for
     * a {@code StampedLock} or for a bin of a {@code ConcurrentHashMap}. For a virtual thread it is
     * also {@code Object.wait} while pinned, native code such as a read of a file, and the wait for
     * a class that another thread initializes. For a platform thread it is everything except the
     * {@code LockSupport.park} family and what is built on it: {@code Thread.sleep}, {@code
     * Object.wait}, I/O and all native code, and, for a worker of a {@code ForkJoinPool}, the wait
     * for tasks.
     */
    NO_RUN_POINT("blocked in a call that is no run point; works run after it"),

    /**
     * The thread has been waiting in a queue of {@code java.util.concurrent.locks} since before the
     * agent came.
     */
    OLDER_FRAME("in a lock's queue since before the agent came; works run when it has left it"),

    /**
     * The thread has not been started. Works run when it starts, and those of mode NONE at its end.
     * A platform thread runs them where it first parks, or at its end.
     */
    NOT_STARTED("not started yet"),

    /** The thread has exited or no longer runs works; adds return false. */
    EXITED("exited"),

    /**
     * The SIGNAL runs at once: the thread computes in code with poll points, which the agent's
     * option {@code poll} puts into the classes that it names. A loop that was entered before the
     * agent was attached has no poll points until it is entered again, although {@code POLLING} is
     * reported for it, too.
     */
    POLLING("running code with poll points");

    private final String reason;

    Reach(String reason) {
        this.reason = reason;
    }

    /**
     * Returns whether a SIGNAL would reach the thread at once.
     *
     * @return true for {@link #NOW} and {@link #POLLING} only
     */
    public boolean isNow() {
        return this == NOW || this == POLLING;
    }

    /**
     * Returns what the thread does, for a log or a message.
     *
     * @return one sentence without a full stop
     */
    public String reason() {
        return reason;
    }
}

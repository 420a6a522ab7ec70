// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/**
 * Whether a {@link Notify#SIGNAL} would reach a thread at once, and if not, why. In every case but
 * {@link #EXITED} a work can be queued, and will run when what is said here has happened.
 */
public enum Reach {
    /** At once: the thread is blocked where a SIGNAL wakes it. */
    NOW("blocked where a SIGNAL wakes it"),

    /** It runs, or is ready to run, code without poll points: when it blocks or yields next, or calls {@code run()}. */
    RUNNING("running; its next run point is where it blocks or yields"),

    /** It runs callbacks: after those that are queued before. */
    DRAINING("running callbacks; works that come now run after those"),

    /** It is in a {@link Mask}: when the outermost is closed, or by {@code run()}. */
    MASKED("masked; works run when its outermost mask is closed"),

    /** It waits to enter {@code synchronized}, out of which the JVM offers no way: later. */
    MONITOR("waiting to enter a synchronized block, from which it cannot be woken"),

    /**
     * It is blocked in a call that is no run point: a {@code StampedLock} or a bin of a {@code
     * ConcurrentHashMap}; {@code Object.wait} of a virtual thread that is pinned, native code that
     * it is in, as to read a file, and the wait for a class that another thread initializes; in a
     * platform thread all but the {@code LockSupport.park} family and what rests on it, such as
     * {@code Thread.sleep}, {@code Object.wait}, I/O and all native code, and, for a worker of a
     * {@code ForkJoinPool}, the wait for tasks.
     */
    NO_RUN_POINT("blocked in a call that is no run point; works run after it"),

    /** It stands in a queue of {@code java.util.concurrent.locks} since before the agent came. */
    OLDER_FRAME("in a lock's queue since before the agent came; works run when it has left it"),

    /**
     * It has not been started: works run when it starts, and those of mode NONE at its end. A
     * platform thread runs them where it first parks, or at its end.
     */
    NOT_STARTED("not started yet"),

    /** It has exited, or runs no works any more: adds answer false. */
    EXITED("exited"),

    /**
     * At once: it computes in code with poll points, which the agent's option {@code poll} puts
     * into the classes that it names. A loop that was entered before an agent that came late has
     * none until it is entered anew, although this is what is said of it, too.
     */
    POLLING("running code with poll points");

    private final String reason;

    Reach(String reason) {
        this.reason = reason;
    }

    /**
     * Whether a SIGNAL would reach the thread at once.
     *
     * @return true for {@link #NOW} and {@link #POLLING} only
     */
    public boolean isNow() {
        return this == NOW || this == POLLING;
    }

    /**
     * What the thread does, for a log or a message.
     *
     * @return one sentence without a full stop
     */
    public String reason() {
        return reason;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/**
 * Says whether and how a thread learns that a work was queued on it: Linux's {@code enum
 * task_work_notify_mode}.
 */
public enum Notify {
    /**
     * Only queues ({@code TWA_NONE}). The work runs when something else causes a drain (a work
     * queued with another mode, {@link TaskWorks#run()}), at the latest when the thread exits. It
     * does not prolong a drain: what a callback adds with this mode waits for the next drain. A
     * callback may therefore add itself again and again, and the thread's own code still makes
     * progress.
     *
     * <p>A work of this mode is not an exit hook: a SIGNAL from anybody runs it in the middle of
     * the thread's life. Use {@link TaskWorks#onExit} for an exit hook.
     */
    NONE,

    /**
     * Runs at the next run point that the thread reaches by itself ({@code TWA_RESUME}): when it
     * starts, before it parks, after it resumes, in {@link Thread#yield()}, in {@link
     * TaskWorks#run()}, and when it exits. A blocked thread is not woken. What comes while the
     * thread runs works is run after those, or, once that has taken a millisecond, at the next run
     * point, so that the thread's own code makes progress however fast works come in.
     *
     * <p>On a platform thread only parking, {@code run()} and exit are run points; start and yield,
     * {@code Thread.sleep}, {@code Object.wait} and I/O are not.
     */
    RESUME,

    /**
     * Like {@link #RESUME}, and wakes the thread if it is blocked ({@code TWA_SIGNAL}). The thread
     * runs the work and then resumes the blocking call that it was in, for the time that is left;
     * {@code LockSupport.park*} and {@code Object.wait} may return early, as they may at any time.
     * Its interrupt status does not change. Where the thread cannot be woken, {@link Reach} says
     * why.
     *
     * <p>If the thread's turn in a lock's queue comes while it runs a work, the turn passes on
     * after 1 to 2 milliseconds, as does what a queue or a pool of {@code java.util.concurrent} has
     * for it. Two things stay with the thread until the work ends, even if another thread is
     * waiting for the same: an item that was handed to it in a {@code SynchronousQueue} or a {@code
     * LinkedTransferQueue}, and a {@code signal} that it received on a condition of the program's
     * own. Keep works short on threads that wait for these, and let no work wait until such an item
     * or signal has been seen.
     */
    SIGNAL;

    /** Returns what the runtime knows the mode by. The order of the constants does not change. */
    @SuppressWarnings("EnumOrdinal")
    int code() {
        return ordinal();
    }
}

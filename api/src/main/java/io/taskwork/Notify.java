// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/**
 * Whether and how a thread learns that a work was queued on it: Linux's
 * {@code enum task_work_notify_mode}.
 */
public enum Notify {
    /**
     * Only queues ({@code TWA_NONE}). The work runs when something else brings about a drain (a
     * work queued with another mode, {@link TaskWorks#run()}), at the latest when the thread exits.
     * It keeps no drain going: what a callback adds with this mode waits for the next drain, so a
     * callback may add itself again and again, and the thread's own code gets on.
     *
     * <p>That makes it no exit hook: a SIGNAL of anybody runs it in the midst of the thread's life.
     * {@link TaskWorks#onExit} is one.
     */
    NONE,

    /**
     * Runs at the next run point that the thread reaches by itself ({@code TWA_RESUME}): when it
     * starts, before it parks, after it resumes, in {@link Thread#yield()}, in
     * {@link TaskWorks#run()}, when it exits. A blocked thread is not woken. What comes while the
     * thread runs works is run after those, or, once that has taken a millisecond, at the next run
     * point: so the thread's own code gets on, however fast works come in.
     *
     * <p>Of a platform thread, start and yield are no run points, nor are {@code Thread.sleep},
     * {@code Object.wait} and I/O: its parks, {@code run()} and its exit are.
     */
    RESUME,

    /**
     * As {@link #RESUME}, and wakes the thread if it is blocked ({@code TWA_SIGNAL}). It runs the
     * work and then goes on with the blocking call that it was in, with the time that is left;
     * {@code LockSupport.park*} and {@code Object.wait} may return early, as they may at any time.
     * Its interrupt status does not change. Where it cannot be woken, {@link Reach} says why.
     *
     * <p>If its turn in a lock's queue comes while it runs a work, the turn passes on after 1 to 2
     * milliseconds, as does what a queue or a pool of {@code java.util.concurrent} has for it. Two
     * things stay with it until the work ends, though another thread may be waiting for the same:
     * an item that was handed over to it in a {@code SynchronousQueue} or a {@code
     * LinkedTransferQueue}, and a {@code signal} that it got on a condition of the program's own.
     * So keep works short on threads that wait for these, and let none of them wait for such an
     * item or signal to be seen.
     */
    SIGNAL
}

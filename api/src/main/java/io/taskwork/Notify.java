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
     * So a work added with this mode alone is an exit hook.
     */
    NONE,

    /**
     * Runs at the next run point that the thread reaches by itself ({@code TWA_RESUME}): when it
     * starts, before it parks, after it resumes, in {@link Thread#yield()}, in
     * {@link TaskWorks#run()}, when it exits. A blocked thread is not woken.
     */
    RESUME,

    /**
     * As {@link #RESUME}, and wakes the thread if it is blocked ({@code TWA_SIGNAL}). It runs the
     * work and then goes on with the blocking call that it was in.
     */
    SIGNAL
}

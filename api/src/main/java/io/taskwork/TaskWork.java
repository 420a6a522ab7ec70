// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A callback that can be queued on a thread: Linux's {@code struct callback_head}.
 *
 * <p>A work is its own queue node: if it is kept in the object that it belongs to, queueing it
 * allocates nothing. It is queued on at most one thread at a time. It can be queued again once it
 * has run or was taken back, and, as in Linux, from the moment when its callback starts; from then
 * on it belongs to the callback and to whoever the callback tells. If one of them queues it on
 * another thread before the callback has returned, it may run on both at once; a callback that must
 * not do so queues it as its last action. Use {@link TaskWorks#ensureQueued} for a work that many
 * threads post.
 *
 * <p>Instances may be used by any thread. Every method throws {@link IllegalStateException} if the
 * agent is not active; see {@link TaskWorks#status()}.
 */
public final class TaskWork {
    /** The states of a work. */
    public enum State {
        /** Not queued: it is new, has run, or was taken back. */
        IDLE,
        /** Queued on a thread, or registered as its exit hook. */
        QUEUED,
        /** Its callback is running. */
        RUNNING
    }

    private static final State[] STATES = State.values();

    private final Object work;

    private TaskWork(Runnable callback) {
        work = Door.newWork(callback, this);
    }

    private TaskWork(Object work) {
        this.work = work;
    }

    /**
     * Returns the instance that stands for a work of the runtime: the one that was queued, if any
     * was.
     */
    static TaskWork standingFor(Object work, @Nullable Object handle) {
        return handle instanceof TaskWork known ? known : new TaskWork(work);
    }

    Object work() {
        return work;
    }

    /**
     * Makes a work that is not queued yet: {@code init_task_work}.
     *
     * @param callback what is to run, on the thread that the work will be queued on. What it throws
     *     goes to that thread's uncaught-exception handler
     * @return the work, idle
     * @throws NullPointerException if {@code callback} is null
     */
    public static TaskWork of(Runnable callback) {
        Link.require();
        return new TaskWork(Objects.requireNonNull(callback, "callback"));
    }

    /**
     * Takes the work back if it has not started: {@code task_work_cancel}. This includes a work of
     * a batch that is being drained, and an exit hook.
     *
     * <p>If this returns true, the callback does not run for that add, and the work may be added
     * again at once. This method does not wait for a running callback.
     *
     * @return true if it was queued and will not run; false if it is running, has run, or was not
     *     queued
     */
    public boolean cancel() {
        Link.require();
        return Door.cancel(work);
    }

    /**
     * Returns the work's current state, which may have changed when this method returns.
     *
     * @return the state
     */
    public State state() {
        Link.require();
        return STATES[Door.state(work)];
    }

    @Override
    public String toString() {
        return "TaskWork[" + (Link.isActive() ? state() : "no agent") + "]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Queues callbacks on threads, which run them themselves: Linux's {@code task_work_*} functions.
 *
 * <p>A queued work runs exactly once, on its target, unless it is cancelled first or the target
 * never starts; works run in the order in which they were added. What was written before the add is
 * visible to the callback; what the callback wrote is visible after {@link Thread#join()}.
 *
 * <p>A callback may block, take locks (the one its thread waits for included), add and cancel
 * works. While one runs, run points on that thread start no other. The interrupt status that the
 * thread had is there again afterwards.
 *
 * <p>Every method but {@link #status()} throws {@link IllegalStateException} if the agent is not
 * active; the message says what to do. All may be called by any thread.
 */
public final class TaskWorks {
    private TaskWorks() {}

    /**
     * Queues a work on a thread: {@code task_work_add}. Lock-free; never blocks. Allocates nothing
     * but, once for a thread, its queue.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run, not queued at present
     * @param notify whether the thread is to learn of it
     * @return true if it is queued; false if the target has exited (-ESRCH): the work was not
     *     queued, and the caller has to do without the target
     * @throws IllegalStateException if the work is queued already; it stays so
     * @throws NullPointerException if an argument is null
     */
    public static boolean add(Thread target, TaskWork work, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(work, "work");
        return Link.addWork(target, work.work(), Objects.requireNonNull(notify, "notify").ordinal());
    }

    /**
     * Queues a callback on a thread; as {@link #add(Thread, TaskWork, Notify)} with a new work.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param callback what to run
     * @param notify whether the thread is to learn of it
     * @return true if it is queued; false if the target has exited
     * @throws NullPointerException if an argument is null
     */
    public static boolean add(Thread target, Runnable callback, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(callback, "callback");
        return Link.addCallback(
                target, callback, Objects.requireNonNull(notify, "notify").ordinal());
    }

    /**
     * Takes back the oldest queued work whose callback matches: {@code task_work_cancel_match}.
     * Linux takes the youngest, its list being last in first out.
     *
     * @param target the thread that the work is queued on
     * @param match called on the current thread, without a lock, for queued callbacks from the
     *     oldest on until one matches and can be taken back
     * @return the work, idle, or null if none matched
     * @throws NullPointerException if an argument is null
     */
    public static TaskWork cancelMatching(Thread target, Predicate<? super Runnable> match) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(match, "match");
        Object[] workAndHandle = Link.cancelMatching(target, match);
        return workAndHandle == null ? null : TaskWork.standingFor(workAndHandle);
    }

    /**
     * Runs the works of the current thread until none is queued: {@code task_work_run}. For threads
     * that do not block for long. In a callback it runs the works that follow.
     *
     * @return how many ran
     */
    public static int run() {
        Link.require();
        return Link.run();
    }

    /**
     * Whether works are queued on a thread: {@code task_work_pending}. May have changed when this
     * returns. False once the thread has exited.
     *
     * @param target the thread
     * @return true if at least one work is queued
     * @throws NullPointerException if {@code target} is null
     */
    public static boolean pending(Thread target) {
        Link.require();
        return Link.pending(Objects.requireNonNull(target, "target"));
    }

    /**
     * Whether the current thread runs its last works, its own code having ended: the kernel's
     * {@code PF_EXITING}.
     *
     * @return true in callbacks that run at exit
     */
    public static boolean exiting() {
        Link.require();
        return Link.exiting();
    }

    /**
     * Whether there is an agent, and if not, what to do. Never throws.
     *
     * @return the status now
     */
    public static Status status() {
        return Link.status();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Queues callbacks on threads, which run them themselves: Linux's {@code task_work_*} functions.
 *
 * <p>A queued work runs exactly once, on its target, unless it is cancelled first or the target
 * never starts; works run in the order in which they were added. What was written before the add is
 * visible to the callback; what the callback wrote is visible after {@link Thread#join()}, and to
 * whoever got the result of a {@link #call}.
 *
 * <p>Targets may be virtual or platform threads; which run points a platform thread has is said at
 * {@link Notify}. Works queued on a carrier of virtual threads wait for its exit.
 *
 * <p>A callback may block, take locks (the one its thread waits for included), add and cancel
 * works. It runs in the middle of a blocking call of its thread, so code that it calls may be
 * entered a second time by the same thread, with its locks: what is not re-entrant, as a function
 * of {@code computeIfAbsent} that blocks or a slow class loader, is to be kept from callbacks by
 * {@link #mask()}. While one runs, run points on that thread start no other. The interrupt status
 * that the thread had is there again afterwards.
 *
 * <p>Of calls that block, {@code LockSupport.park} and {@code Object.wait} return early after a
 * callback, as their contracts allow: code that waits in an {@code if} in place of a loop takes
 * that for a time-out or an end. Works are bound to the end of their thread, not to that of the
 * JVM: after {@code System.exit} what waits for the end of a virtual thread does not run. And they
 * keep their callback's class loader: on a thread of a pool that never ends, take back what is not
 * needed any more.
 *
 * <p>Every method but {@link #status()} throws {@link IllegalStateException} if the agent is not
 * active; the message says what to do. All may be called by any thread.
 */
public final class TaskWorks {
    private static final Reach[] REACHES = Reach.values();

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
        Objects.requireNonNull(notify, "notify");
        return Link.addWork(target, work.work(), notify.ordinal());
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
     * Sees to it that a work is queued on a thread: one work, many posters, one run. When this
     * returns true the work is queued, by this call or by an earlier add, and the thread has been
     * notified as asked here: a SIGNAL after a NONE wakes it.
     *
     * <p>No run is lost: the callback starts after this call found the work queued, so it sees what
     * was written before the call; if it runs already when this is called, it is queued again.
     * Where the work is queued already this takes its queue's lock for a moment, as {@link
     * TaskWork#cancel()} does. In Linux each user of {@code task_work} keeps a flag of its own for
     * this, as {@code irq_work} has one ({@code IRQ_WORK_PENDING}).
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run
     * @param notify whether the thread is to learn of it
     * @return true if it is queued; false if the target has exited, and it is not
     * @throws IllegalStateException if the work is queued on another thread, or an exit hook of
     *     any; it stays so
     * @throws NullPointerException if an argument is null
     */
    public static boolean ensureQueued(Thread target, TaskWork work, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(notify, "notify");
        return Link.ensureQueued(target, work.work(), notify.ordinal());
    }

    /**
     * Registers a callback that runs when a thread exits, and not before, whatever works it runs
     * and whoever wakes it. As {@link #onExit(Thread, TaskWork)} with a new work.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param cleanup what to run
     * @return true if it is registered; false if the target has exited, and nothing was registered
     * @throws NullPointerException if an argument is null
     */
    public static boolean onExit(Thread target, Runnable cleanup) {
        Link.require();
        Objects.requireNonNull(target, "target");
        return Link.onExitCallback(target, Objects.requireNonNull(cleanup, "cleanup"));
    }

    /**
     * Registers a work that runs when a thread exits, and not before. Exit hooks run on the thread,
     * after its own code and its uncaught-exception handler, the one that was registered last
     * first; {@link #exiting()} is true, thread locals are still there, and {@link Thread#join()}
     * returns after that. Works that are queued run before the next hook does. So a hook may queue
     * works and register hooks: both still run.
     *
     * <p>What a hook throws goes to the thread's uncaught-exception handler, and the next one runs.
     * {@link #run()} runs none; {@link #pending} and the cancelling by match do not look at them;
     * masks that the thread left open do not hold them up. If the thread's start fails they are
     * dropped as queued works are. What was written before this call is visible to the hook, and
     * what the hook wrote after {@code join}.
     *
     * <p>Linux has no such list: {@code exit_task_work} runs what is queued, and users such as
     * {@code irq_thread} queue with {@code TWA_NONE}, which runs at any drain. Takes the lock of
     * the thread's queue for a moment; allocates nothing but, once for a thread, its queue.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run, not queued at present; {@link TaskWork#cancel()} takes it back, and
     *     until then it is {@link TaskWork.State#QUEUED}
     * @return true if it is registered; false if the target has exited, and nothing was registered
     * @throws IllegalStateException if the work is queued already, or an exit hook; it stays so
     * @throws NullPointerException if an argument is null
     */
    public static boolean onExit(Thread target, TaskWork work) {
        Link.require();
        Objects.requireNonNull(target, "target");
        return Link.onExit(target, Objects.requireNonNull(work, "work").work());
    }

    /**
     * Queues a work that becomes {@link Notify#SIGNAL} if it has not started in time. As {@link
     * #add(Thread, TaskWork, Notify)}, and takes a lock of the one timer for a moment, which lets
     * go of target and work when the work runs or is cancelled; it is never escalated then, nor if
     * it was added again. Linux has no counterpart.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run, not queued at present
     * @param notify whether the thread is to learn of it at once
     * @param escalateAfter how long it may wait without SIGNAL, to the nanosecond, up to 292 years;
     *     zero or less is SIGNAL at once
     * @return true if it is queued; false if the target has exited
     * @throws IllegalStateException if the work is queued already; it stays so
     * @throws NullPointerException if an argument is null
     */
    public static boolean add(
            Thread target, TaskWork work, Notify notify, Duration escalateAfter) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(notify, "notify");
        Objects.requireNonNull(escalateAfter, "escalateAfter");
        return Link.addWork(target, work.work(), notify.ordinal(),
                TimeUnit.NANOSECONDS.convert(escalateAfter)); // saturates
    }

    /**
     * Takes back the oldest queued work whose callback matches: {@code task_work_cancel_match}.
     * Linux takes the youngest, its list being last in first out. Exit hooks do not match.
     *
     * @param target the thread that the work is queued on
     * @param match called on the current thread, without a lock, for the callbacks that were queued
     *     when this was called, from the oldest on until one matches and can be taken back
     * @return the work, idle, or null if none matched
     * @throws NullPointerException if an argument is null
     */
    public static TaskWork cancelMatching(Thread target, Predicate<? super Runnable> match) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(match, "match");
        Object[] found = Link.cancelMatching(target, match, 1);
        return found == null || found[0] == null ? null
                : TaskWork.standingFor(found[0], found[1]);
    }

    /**
     * Takes back all queued works whose callbacks match: {@code task_work_cancel_match_all}, which
     * was proposed for Linux in 2026. One walk over what was queued when this was called, while
     * others may add, cancel and run works; exit hooks do not match.
     *
     * @param target the thread that the works are queued on
     * @param match called on the current thread, without a lock, once for each queued callback from
     *     the oldest on. What it throws ends the walk; works taken back by then do not run
     * @return the works that were taken back, oldest first, idle; empty if none matched. The list
     *     is the caller's
     * @throws NullPointerException if an argument is null
     */
    public static List<TaskWork> cancelAllMatching(
            Thread target, Predicate<? super Runnable> match) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(match, "match");
        Object[] found = Link.cancelMatching(target, match, Integer.MAX_VALUE);
        List<TaskWork> works = new ArrayList<>();
        for (int i = 0; found != null && i < found.length && found[i] != null; i += 2) {
            works.add(TaskWork.standingFor(found[i], found[i + 1]));
        }
        return works;
    }

    /**
     * Runs the works that are queued on the current thread: {@code task_work_run}. For threads that
     * do not block for long. What is added meanwhile runs as well if it is a {@link Notify#RESUME}
     * or a {@link Notify#SIGNAL}, unless all this has taken a millisecond by then; else it is left
     * to the next run point, or, with {@link Notify#NONE}, to whatever brings a drain about next.
     * So this returns even if works add themselves again, where Linux goes on until none is queued.
     * In a callback it runs the works that follow by now.
     * Never runs exit hooks.
     *
     * @return how many ran
     */
    public static int run() {
        Link.require();
        return Link.run();
    }

    /**
     * Whether works are queued on a thread: {@code task_work_pending}. May have changed when this
     * returns. False once the thread has exited. An exit hook does not count before its turn comes.
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
     * Queues a callback that has a result. The future completes on the target with what the
     * callback returned or threw, which is visible to whoever gets it; stages that depend on it
     * run where those of any {@code CompletableFuture} do: on the target, or on the thread that
     * adds them. What the callback throws does not go to the uncaught-exception handler. Linux has
     * no counterpart.
     *
     * <p>Waiting for the future is a run point, so two threads that call each other and wait do not
     * deadlock; in a callback it is not one, since callbacks do not nest. Cancelling the future, or
     * completing it in any other way, a time-out by {@code orTimeout} included, takes the work back
     * if it has not started; one that runs goes on, and its result is dropped.
     *
     * @param <T> type of the result
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param task what to run
     * @param notify whether the thread is to learn of it. With {@link Notify#NONE} the result may
     *     come as late as the target's exit
     * @return the future result; {@link RejectedExecutionException} if the target has exited, or is
     *     a virtual thread whose start fails. A platform thread whose start failed can be started
     *     again, and then answers; cancel the future if it will not be
     * @throws NullPointerException if an argument is null
     */
    public static <T> CompletableFuture<T> call(Thread target, Callable<T> task, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(task, "task");
        return Call.on(target, task, Objects.requireNonNull(notify, "notify"));
    }

    /**
     * Queues a callback on many threads: {@link #call} for each. Neither stops nor waits for any of
     * them, so two broadcasts over the same threads at once do not deadlock. In Linux each user of
     * {@code task_work} does this by hand.
     *
     * @param <T> type of the results
     * @param targets the threads that are to run it, each once however often it is named. Told
     *     apart by identity, as by the map, whatever a subclass makes of {@code equals}
     * @param task what each is to run; several may run it at the same time
     * @param notify whether the threads are to learn of it
     * @return a future result for each thread, in the order of {@code targets}; {@link
     *     RejectedExecutionException} in those of threads that have exited. The map is fixed
     * @throws NullPointerException if an argument or a target is null; then nothing was queued
     */
    public static <T> Map<Thread, CompletableFuture<T>> callAll(
            Collection<? extends Thread> targets, Callable<T> task, Notify notify) {
        Link.require();
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(notify, "notify");
        return PerThread.of(targets, target -> Call.on(target, task, notify));
    }

    /**
     * A thread as an executor: each command is queued on it as by {@link #add(Thread, Runnable,
     * Notify)}. What a command throws goes to the thread's uncaught-exception handler. Commands for
     * a thread that never starts, or whose start fails, do not run.
     *
     * @param target the thread that is to run the commands
     * @param notify whether the thread is to learn of them
     * @return an executor that throws {@link RejectedExecutionException} once the thread has exited
     * @throws NullPointerException if an argument is null
     */
    public static Executor executor(Thread target, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(notify, "notify");
        return command -> {
            if (!add(target, Objects.requireNonNull(command, "command"), notify)) {
                throw Call.exited(target);
            }
        };
    }

    /**
     * Begins a region in which no callback runs on the current thread but by {@link #run()}:
     *
     * <pre>{@code
     * try (Mask _ = TaskWorks.mask()) {
     *     // works added now wait
     * } // and run here
     * }</pre>
     *
     * @return the mask, to be closed by the current thread
     */
    public static Mask mask() {
        Link.require();
        return new Mask();
    }

    /**
     * Whether a {@link Notify#SIGNAL} would reach a thread at once, and if not, why. Looks without
     * stopping the thread, but for a platform thread or a virtual one that is mounted, whose stack
     * it asks the JVM for; may have changed when this returns. Linux has no counterpart.
     *
     * @param target the thread
     * @return what the thread does now, as far as works are concerned
     * @throws NullPointerException if {@code target} is null
     */
    public static Reach reach(Thread target) {
        Link.require();
        return REACHES[Link.reach(Objects.requireNonNull(target, "target"))];
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

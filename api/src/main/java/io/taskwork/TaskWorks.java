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
import org.jspecify.annotations.Nullable;

/**
 * Queues callbacks on threads, which run them themselves: Linux's {@code task_work_*} functions.
 *
 * <p>A queued work runs exactly once, on its target, unless it is cancelled first or the target
 * never starts; works run in the order in which they were added. What was written before the add is
 * visible to the callback; what the callback wrote is visible after {@link Thread#join()}, and to
 * whoever got the result of a {@link #call}.
 *
 * <p>Targets may be virtual or platform threads; {@link Notify} lists the run points of a platform
 * thread. Works queued on a carrier of virtual threads wait for its exit.
 *
 * <p>A callback may block, take locks (including the one that its thread waits for), and add and
 * cancel works. It runs in the middle of a blocking call of its thread, and so the same thread may
 * enter code a second time, with the locks that it holds. Code that is not re-entrant, such as a
 * function of {@code computeIfAbsent} that blocks or a slow class loader, must be protected from
 * callbacks by {@link #mask()}. While a callback runs, run points on that thread start no other.
 * Afterwards the thread's interrupt status is what it was.
 *
 * <p>Of the calls that block, {@code LockSupport.park} and {@code Object.wait} return early after a
 * callback, as their contracts allow; code that waits in an {@code if} instead of a loop mistakes
 * that for a time-out or for the end of the wait. Works run at the end of their thread, not at the
 * end of the JVM: after {@code System.exit}, works that wait for the end of a virtual thread do not
 * run. A queued work keeps its callback's class loader alive; on a pool's thread that never ends,
 * take back works that are no longer needed.
 *
 * <p>Every method except {@link #status()} throws {@link IllegalStateException} if the agent is not
 * active; the message says what to do. All methods may be called by any thread.
 */
public final class TaskWorks {
    private static final Reach[] REACHES = Reach.values();

    private TaskWorks() {}

    /**
     * Queues a work on a thread: {@code task_work_add}. This method is lock-free and never blocks.
     * It allocates nothing except, once for each thread, its queue.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run, not queued at present
     * @param notify how the thread is notified
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
        return Door.addWork(target, work.work(), notify.code());
    }

    /**
     * Queues a callback on a thread, like {@link #add(Thread, TaskWork, Notify)} with a new work.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param callback what to run
     * @param notify how the thread is notified
     * @return true if it is queued; false if the target has exited
     * @throws NullPointerException if an argument is null
     */
    public static boolean add(Thread target, Runnable callback, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(callback, "callback");
        return Door.addCallback(
                target, callback, Objects.requireNonNull(notify, "notify").code());
    }

    /**
     * Ensures that a work is queued on a thread: one work, many posters, one run. When this returns
     * true, the work is queued, by this call or by an earlier add, and the thread has been notified
     * with the mode given here: a SIGNAL after a NONE wakes it.
     *
     * <p>No run is lost: the callback starts after this call has found the work queued, and so it
     * sees what was written before the call. If the callback is already running when this is
     * called, the work is queued again. If the work is queued already, this method takes its
     * queue's lock for a moment, as {@link TaskWork#cancel()} does. In Linux each user of {@code
     * task_work} keeps its own flag for this, such as {@code IRQ_WORK_PENDING} of {@code irq_work}.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run
     * @param notify how the thread is notified
     * @return true if it is queued; false if the target has exited, and it is not
     * @throws IllegalStateException if the work is queued on another thread, or is an exit hook of
     *     any thread; it stays so
     * @throws NullPointerException if an argument is null
     */
    public static boolean ensureQueued(Thread target, TaskWork work, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(notify, "notify");
        return Door.ensureQueued(target, work.work(), notify.code());
    }

    /**
     * Registers a callback that runs when a thread exits, and not before, whatever works the thread
     * runs and whoever wakes it. This is {@link #onExit(Thread, TaskWork)} with a new work.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param cleanup what to run
     * @return true if it is registered; false if the target has exited, and nothing was registered
     * @throws NullPointerException if an argument is null
     */
    public static boolean onExit(Thread target, Runnable cleanup) {
        Link.require();
        Objects.requireNonNull(target, "target");
        return Door.onExitCallback(target, Objects.requireNonNull(cleanup, "cleanup"));
    }

    /**
     * Registers a work that runs when a thread exits, and not before. Exit hooks run on the thread,
     * after its own code and its uncaught-exception handler, in reverse order of registration.
     * While they run, {@link #exiting()} is true and thread locals are still there; {@link
     * Thread#join()} returns after them. Queued works run before the next hook does. A hook may
     * queue works and register hooks: both still run.
     *
     * <p>What a hook throws goes to the thread's uncaught-exception handler, and the next hook
     * runs. {@link #run()} runs no hooks, {@link #pending} and the methods that cancel by match
     * ignore them, and masks that the thread left open do not hold them up. If the thread's start
     * fails, hooks are dropped as queued works are. What was written before this call is visible to
     * the hook, and what the hook wrote is visible after {@code join}.
     *
     * <p>Linux has no such list: {@code exit_task_work} runs what is queued, and users such as
     * {@code irq_thread} queue with {@code TWA_NONE}, which runs at any drain. This method takes
     * the lock of the thread's queue for a moment; it allocates nothing except, once for each
     * thread, its queue.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run, not queued at present; {@link TaskWork#cancel()} takes it back, and
     *     until then it is {@link TaskWork.State#QUEUED}
     * @return true if it is registered; false if the target has exited, and nothing was registered
     * @throws IllegalStateException if the work is queued already, or is an exit hook; it stays so
     * @throws NullPointerException if an argument is null
     */
    public static boolean onExit(Thread target, TaskWork work) {
        Link.require();
        Objects.requireNonNull(target, "target");
        return Door.onExit(target, Objects.requireNonNull(work, "work").work());
    }

    /**
     * Queues a work that becomes {@link Notify#SIGNAL} if it has not started in time. This method
     * is like {@link #add(Thread, TaskWork, Notify)}, but takes the lock of the runtime's timer for
     * a moment. The timer releases target and work when the work runs or is cancelled; from then on
     * the add is never escalated, not even if the work is added again. Linux has no counterpart.
     *
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param work what to run, not queued at present
     * @param notify how the thread is notified at first
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
        return Door.addWork(target, work.work(), notify.code(),
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
    public static @Nullable TaskWork cancelMatching(
            Thread target, Predicate<? super Runnable> match) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(match, "match");
        @Nullable Object[] found = Door.cancelMatching(target, match, 1);
        return found == null || found[0] == null ? null
                : TaskWork.standingFor(found[0], found[1]);
    }

    /**
     * Takes back all queued works whose callbacks match: {@code task_work_cancel_match_all}, which
     * was proposed for Linux in 2026. This is one walk over what was queued when this was called,
     * while other threads may add, cancel and run works. Exit hooks do not match.
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
        @Nullable Object[] found = Door.cancelMatching(target, match, Integer.MAX_VALUE);
        List<TaskWork> works = new ArrayList<>();
        for (int i = 0; found != null && i < found.length && found[i] != null; i += 2) {
            works.add(TaskWork.standingFor(found[i], found[i + 1]));
        }
        return works;
    }

    /**
     * Runs the works that are queued on the current thread: {@code task_work_run}. It is meant for
     * threads that do not block for a long time. What is added meanwhile with {@link Notify#RESUME}
     * or {@link Notify#SIGNAL} runs as well, unless the call has already taken a millisecond;
     * otherwise it is left to the next run point, or, with {@link Notify#NONE}, to whatever causes
     * the next drain. This method therefore returns even if works add themselves again, whereas
     * Linux continues until none is queued. When called in a callback, it runs the works that are
     * queued behind that callback at that time. It never runs exit hooks.
     *
     * @return how many ran
     */
    public static int run() {
        Link.require();
        return Door.run();
    }

    /**
     * Returns whether works are queued on a thread: {@code task_work_pending}. The answer may be
     * out of date when this method returns. It is false once the thread has exited. An exit hook
     * does not count before its turn has come.
     *
     * @param target the thread
     * @return true if at least one work is queued
     * @throws NullPointerException if {@code target} is null
     */
    public static boolean pending(Thread target) {
        Link.require();
        return Door.pending(Objects.requireNonNull(target, "target"));
    }

    /**
     * Returns whether the current thread runs its last works, after its own code has ended: the
     * kernel's {@code PF_EXITING}.
     *
     * @return true in callbacks that run at exit
     */
    public static boolean exiting() {
        Link.require();
        return Door.exiting();
    }

    /**
     * Queues a callback that has a result. The future completes on the target with what the
     * callback returned or threw; what the callback wrote is visible to any thread that gets the
     * result. Stages that depend on the future run where those of any {@code CompletableFuture} do:
     * on the target, or on the thread that adds them. What the callback throws does not go to the
     * uncaught-exception handler. Linux has no counterpart.
     *
     * <p>Waiting for the future is a run point, so that two threads that call each other and wait
     * do not deadlock; in a callback it is not a run point, since callbacks do not nest. Cancelling
     * the future, or completing it in any other way, including a time-out by {@code orTimeout},
     * takes the work back if it has not started. If it has started, it continues, and its result is
     * dropped.
     *
     * @param <T> the type of the result
     * @param target the thread that is to run it; may be the current one, or not started yet
     * @param task what to run
     * @param notify how the thread is notified. With {@link Notify#NONE} the result may come as
     *     late as the target's exit
     * @return the future result, which is a {@link RejectedExecutionException} if the target has
     *     exited or is a virtual thread whose start fails. A platform thread whose start failed can
     *     be started again and then runs the callback; cancel the future if it will not be
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> CompletableFuture<T> call(
            Thread target, Callable<T> task, Notify notify) {
        Link.require();
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(task, "task");
        return Call.on(target, task, Objects.requireNonNull(notify, "notify"));
    }

    /**
     * Queues a callback on many threads, as {@link #call} does for each. This method neither stops
     * nor waits for any of them, so that two simultaneous broadcasts over the same threads do not
     * deadlock. In Linux each user of {@code task_work} does this by hand.
     *
     * @param <T> the type of the results
     * @param targets the threads that are to run it, each once however often it is named. They are
     *     compared by identity, as in the returned map, whatever {@code equals} of a subclass says
     * @param task what each is to run; several may run it at the same time
     * @param notify how the threads are notified
     * @return an unmodifiable map with a future result for each thread, in the order of {@code
     *     targets}; the futures of threads that have exited fail with {@link
     *     RejectedExecutionException}
     * @throws NullPointerException if an argument or a target is null; in that case nothing was
     *     queued
     */
    public static <T extends @Nullable Object> Map<Thread, CompletableFuture<T>> callAll(
            Collection<? extends Thread> targets, Callable<T> task, Notify notify) {
        Link.require();
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(notify, "notify");
        return PerThread.of(targets, target -> Call.on(target, task, notify));
    }

    /**
     * Returns an executor that queues each command on a thread, as {@link #add(Thread, Runnable,
     * Notify)} does. What a command throws goes to the thread's uncaught-exception handler.
     * Commands for a thread that never starts, or whose start fails, do not run.
     *
     * @param target the thread that is to run the commands
     * @param notify how the thread is notified
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
     * Begins a region in which no callback runs on the current thread, except by {@link #run()}:
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
     * Returns whether a {@link Notify#SIGNAL} would reach a thread at once, and if not, why. This
     * method does not stop the thread, except that it asks the JVM for the stack of a platform
     * thread or of a mounted virtual thread. The answer may be out of date when this method
     * returns. Linux has no counterpart.
     *
     * @param target the thread
     * @return what the thread does now, as far as works are concerned
     * @throws NullPointerException if {@code target} is null
     */
    public static Reach reach(Thread target) {
        Link.require();
        return REACHES[Door.reach(Objects.requireNonNull(target, "target"))];
    }

    /**
     * Returns whether the agent is active, and if not, what to do. Never throws.
     *
     * @return the status now
     */
    public static Status status() {
        return Link.status();
    }
}

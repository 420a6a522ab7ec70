// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;

/** Runs a thread's works on that thread: {@code task_work_run} and {@code exit_task_work}. */
final class Drain {
    /** A drain that has lasted this long gives up its carrier ({@code cond_resched}). */
    private static final long SLICE_NANOS = 200_000L;

    /**
     * A drain at a run point that has lasted this long leaves the rest to the next one, so that the
     * thread's own code gets on, however fast works come in.
     */
    private static final long BUDGET_NANOS = 1_000_000L;

    /** After this long the last drain asks adders to slow down. */
    private static final long FLOOD_NANOS = 5_000_000L;

    /** At most so many works run between two looks at the clock; short ones, by then. */
    private static final int MAX_STRIDE = 64;

    /** After this long the carrier is given up for good, not only to its own queue. */
    private static final long PARK_NANOS = 1_000_000L;

    private static final Unsafe U = Unsafe.getUnsafe();

    private Drain() {}

    /*
     * Rounds. A drain runs what is queued when it begins, whoever added it and how. What comes
     * meanwhile is a reason for another round only if it is due, as a RESUME or a SIGNAL: a work of
     * mode NONE that adds itself again, in each round once, would keep the thread for ever. One
     * that is due may add itself again as well, so further rounds have the budget. At exit there is
     * no budget, and all that is queued is a reason: nothing may be left.
     */

    /**
     * Runs the works of the current thread within the budget of a run point. Not to be called
     * while it drains already.
     *
     * @return false if nothing ran and nothing is due: only then may the thread block, since
     *     whoever added during the drain relies on the thread to look again
     */
    static boolean atRunPoint(Thread self, Task task, Target target, int runPoint) {
        return run(self, task, target, runPoint) > 0 || task.due;
    }

    /**
     * As {@link #atRunPoint}; returns how many ran. If the thread asked for it, in {@code
     * TaskWorks.run} or by closing a mask, the first round is without a limit.
     */
    static int run(Thread self, Task task, Target target, int runPoint) {
        StackRoom.require(target);
        BlockedCall.putAside(self, task, target);
        boolean interrupted = Interrupts.beginDrain(target);
        target.draining = true;
        target.began = 0L;
        boolean settled = false;
        int ran = 0;
        try {
            Telemetry.Observed observed =
                    Telemetry.isOn() ? Telemetry.beginDrain(target, runPoint) : null;
            boolean limited = RunPoint.isLimited(runPoint);
            do {
                target.setAttended(true);
                task.setDue(false);
                target.beginRound();
                ran += runQueued(self, task, target, limited, true, observed);
                if (!isOver(target)) {
                    break;
                }
                if (target.attended) { // not so if that was done with the last work
                    target.setAttended(target.masks > 0);
                    U.fullFence(); // before the last look: an adder that comes later wakes
                }
                settled = isSettled(task, target);
                limited = !target.exiting;
            } while (!settled && (!limited || isInTime(target)));
            if (observed != null && ran > 0) {
                Telemetry.endDrain(observed, ran);
            }
        } finally {
            BlockedCall.putBack(self, task, target);
            target.draining = false;
            if (!settled) {
                target.setAttended(target.masks > 0);
                U.fullFence(); // before the look, as above
                if (!target.isEmpty()) {
                    task.due = true; // the budget is used up, or the turn of a lock has come
                }
            }
            Interrupts.endDrain(self, target, interrupted);
            BlockedCall.honourInterrupt(self, target);
        }
        return ran;
    }

    /** {@code TaskWorks.run()} in a callback: what follows it by now. */
    static int nested(Thread self, Target target) {
        StackRoom.require(target);
        target.beginRound();
        return runQueued(self, null, target, false, false, null);
    }

    /** Whether this round has run all; the last drain's has no end but an empty queue. */
    private static boolean isOver(Target target) {
        return target.exiting ? target.isEmpty() : target.isRoundOver();
    }

    /** Whether nothing is left that a drain goes on for. */
    private static boolean isSettled(Task task, Target target) {
        return target.exiting ? target.isEmpty() : !task.due;
    }

    /** Whether the budget leaves time for another round. */
    private static boolean isInTime(Target target) {
        long now = System.nanoTime();
        if (target.began == 0L) {
            target.began = now;
        }
        return now - target.began <= BUDGET_NANOS;
    }

    /**
     * Runs a round, within the budget if it is limited. The outermost one clears the mark of being
     * attended as soon as the last work has run: so the end of that work is the barrier before the
     * last look.
     */
    private static int runQueued(Thread self, Task task, Target target, boolean limited,
            boolean outermost, Telemetry.Observed observed) {
        int ran = 0;
        long lastLook = 0L;
        int stride = 1;
        int untilLook = 1;
        long sliceStart = 0L;
        long lastPark = 0L;
        for (Work work; (work = next(target)) != null; ) {
            if (work != WorkQueue.MOVING) {
                int running = target.polledState;
                Posting posting = Trace.on ? target.takePolledPosting() : null;
                if (Telemetry.on) {
                    Backlogs.left(target);
                }
                try {
                    if (observed != null && observed.callbacks()) {
                        Telemetry.run(work.callback, posting);
                    } else {
                        work.callback.run();
                    }
                } catch (Throwable e) {
                    Trace.addTo(e, posting);
                    report(self, work.callback, e);
                } finally {
                    if (outermost && isOver(target) && (target.exiting || !task.due)) {
                        target.setAttended(target.masks > 0);
                    }
                    work.finish(running);
                }
                ran++;
            }
            if (isOver(target) || (limited && Places.hasTurn(target))) {
                break;
            }
            if (--untilLook > 0) {
                continue;
            }
            long now = System.nanoTime();
            if (target.began == 0L) {
                target.began = now;
            } else if (limited && now - target.began > BUDGET_NANOS) {
                break;
            }
            if (target.exiting && now - target.began > FLOOD_NANOS) {
                target.flooded = true;
            }
            if (sliceStart == 0L) {
                sliceStart = lastPark = lastLook = now;
            } else if (now - sliceStart > SLICE_NANOS && VirtualThreads.comesBack(self)) {
                boolean park = now - lastPark > PARK_NANOS;
                giveUpCarrier(self, park);
                now = sliceStart = System.nanoTime();
                if (park) {
                    lastPark = now;
                }
            }
            stride = now - lastLook < SLICE_NANOS / 4 ? Math.min(2 * stride, MAX_STRIDE) : 1;
            untilLook = stride;
            lastLook = now;
        }
        return ran;
    }

    private static Work next(Target target) {
        return target.exiting ? target.poll() : target.pollRound();
    }

    /**
     * The last drain: runs works until none is left, then one exit hook and again works, until no
     * hook is left either; then refuses every later one.
     */
    static void exit(Thread self, Task task) {
        if (task.closeUnused()) {
            return;
        }
        Target target = task.target();
        if (target.isClosed()) {
            return; // at an earlier one of the run points that see a thread's end
        }
        target.exiting = true;
        target.masks = 0; // of whoever forgot to close one
        Masks.ended(target);
        while (!target.isClosed() && !target.close()) { // close lets the next hook in
            try {
                run(self, task, target, RunPoint.EXIT);
            } catch (Throwable e) {
                report(self, null, e); // not of a callback; works are left, so go on
            }
        }
        target.thread = null; // a thread older than the agent is not to be kept by its task
    }

    /** For a thread that ended without running its last works, as one whose start failed. */
    static void discard(Thread thread, Task task) {
        if (task.closeUnused()) {
            return;
        }
        Target target = task.target();
        while (!target.isClosed() && !target.close()) {
            Work work = target.poll();
            if (work != null && work != WorkQueue.MOVING) {
                work.finish(target.polledState);
                reject(thread, work);
            }
        }
    }

    /** Somebody may wait for it: {@code TaskWorks.call}. Of a virtual thread, of a final class. */
    private static void reject(Thread thread, Work work) {
        if (work.callback instanceof CompletableFuture<?> future) {
            try {
                future.completeExceptionally(
                        new RejectedExecutionException(thread + " could not be started"));
            } catch (Throwable e) {
                report(thread, work.callback, e);
            }
        }
    }

    /** As {@code Thread.dispatchUncaughtException}; the next work runs whatever the handler did. */
    static void report(Thread self, Runnable callback, Throwable e) {
        if (Telemetry.on && callback != null) {
            Telemetry.threw(callback, e);
        }
        try {
            Threads.tellHandler(self, e);
        } catch (Throwable ignored) { // as the VM ignores what a handler throws
            if (Telemetry.on) {
                Telemetry.handlerThrew();
            }
        }
    }

    /**
     * Only on the JDK's own scheduler, which is never shut down: another one may refuse the thread
     * once it has given up its carrier, and then it would never go on.
     *
     * <p>A yield puts the thread into its carrier's own queue, and a carrier serves that one as
     * long as something is in it ({@code ForkJoinPool.runWorker}): threads that a timer or a platform
     * thread has woken would wait for the whole drain. So now and then it parks, however briefly.
     */
    private static void giveUpCarrier(Thread self, boolean park) {
        try {
            if (park && !Threads.isInterrupted(self)) {
                try {
                    LockSupport.parkNanos(1L); // may only eat a permit
                    LockSupport.parkNanos(1L);
                } finally {
                    LockSupport.unpark(self); // which is given back here
                }
            } else {
                Thread.yield();
            }
        } catch (Throwable ignored) {
            // The scheduler has no room for a task, or an agent forbids it: go on without a pause.
        }
    }
}

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

    private static final long UNLIMITED = Long.MAX_VALUE;

    /** At most so many works run between two looks at the clock; short ones, by then. */
    private static final int MAX_STRIDE = 64;

    /** After this long the carrier is given up for good, not only to its own queue. */
    private static final long PARK_NANOS = 1_000_000L;

    private static final Unsafe U = Unsafe.getUnsafe();

    private Drain() {}

    /**
     * Runs the works of the current thread, those added meanwhile included, within the budget of a
     * run point. Not to be called while it drains already.
     *
     * @return false if nothing ran and nothing is left: only then may the thread block, since
     *     whoever added during the drain relies on the thread to look again
     */
    static boolean atRunPoint(Thread self, Task task, Target target, int runPoint) {
        return run(self, task, target, BUDGET_NANOS, runPoint) > 0 || task.due;
    }

    /** As {@link #atRunPoint}, without a limit; returns how many ran. */
    static int run(Thread self, Task task, Target target, int runPoint) {
        return run(self, task, target, UNLIMITED, runPoint);
    }

    private static int run(
            Thread self, Task task, Target target, long budget, int runPoint) {
        StackRoom.require(target);
        Object node = task.node;
        int passes = target.passes;
        Object blocker = LockSupport.getBlocker(self);
        boolean interrupted = Interrupts.beginDrain(target);
        target.draining = true;
        boolean settled = false;
        int ran = 0;
        try {
            Telemetry.Observed observed =
                    Telemetry.isOn() ? Telemetry.beginDrain(target, runPoint) : null;
            while (!settled) {
                target.setAttended(true);
                task.setDue(false);
                ran += runQueued(self, target, budget, true, observed); // its poll is a full fence
                if (budget != UNLIMITED && !target.isEmpty()) {
                    break;
                }
                if (target.attended) { // not so if that was done with the last work
                    target.setAttended(target.masks > 0);
                    U.fullFence(); // before the last look: an adder that comes later wakes
                }
                settled = target.isEmpty(); // then a mark is that of a wake on its way
            }
            if (observed != null && ran > 0) {
                Telemetry.endDrain(observed, ran);
            }
        } finally {
            target.draining = false;
            if (!settled) {
                target.setAttended(target.masks > 0);
                U.fullFence(); // before the look, as above
                if (!target.isEmpty()) {
                    task.due = true; // the budget is used up
                }
            }
            task.node = node;
            target.passes = passes;
            if (blocker != null) {
                LockSupport.setCurrentBlocker(blocker);
            }
            Interrupts.endDrain(self, target, interrupted);
        }
        return ran;
    }

    /** {@code TaskWorks.run()} in a callback: what follows it. */
    static int nested(Thread self, Target target) {
        StackRoom.require(target);
        return runQueued(self, target, UNLIMITED, false, null);
    }

    /**
     * Runs what is queued until nothing is, or the budget is used up. The outermost one clears the
     * mark of being attended as soon as the last work has run: so the end of that work is the
     * barrier before the last look.
     */
    private static int runQueued(Thread self, Target target, long budget, boolean outermost,
            Telemetry.Observed observed) {
        int ran = 0;
        long start = 0L;
        long lastLook = 0L;
        int stride = 1;
        int untilLook = 1;
        long sliceStart = 0L;
        long lastPark = 0L;
        for (Work work; (work = target.poll()) != null; ) {
            if (work != WorkQueue.MOVING) {
                int round = target.polledRound;
                Posting posting = Trace.on ? target.takePolledPosting() : null;
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
                    if (outermost && target.isEmpty()) {
                        target.setAttended(target.masks > 0);
                    }
                    work.finish(round);
                }
                ran++;
            }
            if (target.isEmpty() || (budget != UNLIMITED && Places.hasTurn(target))) {
                break;
            }
            if (--untilLook > 0) {
                continue;
            }
            long now = System.nanoTime();
            if (target.exiting && start != 0L && now - start > FLOOD_NANOS) {
                target.flooded = true;
            }
            if (start == 0L) {
                start = sliceStart = lastPark = lastLook = now;
            } else if (now - start > budget) {
                break;
            } else if (now - sliceStart > SLICE_NANOS && self.isVirtual()) {
                boolean park = now - lastPark > PARK_NANOS;
                giveUpCarrier(park);
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

    /**
     * The last drain: runs works until none is left, then one exit hook and again works, until no
     * hook is left either; then refuses every later one.
     */
    static void exit(Thread self, Task task) {
        if (task.closeUnused()) {
            return;
        }
        Target target = task.target();
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
                work.finish(target.polledRound);
                reject(thread, work);
            }
        }
    }

    /** Somebody may wait for it: {@code TaskWorks.call}. */
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
    private static void report(Thread self, Runnable callback, Throwable e) {
        try {
            if (Telemetry.on && callback != null) {
                Telemetry.threw(callback, e);
            }
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        } catch (Throwable ignored) { // as the VM ignores what a handler throws
            if (Telemetry.on) {
                Telemetry.handlerThrew();
            }
        }
    }

    /**
     * A yield puts the thread into its carrier's own queue, and a carrier serves that one as long
     * as something is in it ({@code ForkJoinPool.runWorker}): threads that a timer or a platform
     * thread has woken would wait for the whole drain. So now and then it parks, however briefly.
     */
    private static void giveUpCarrier(boolean park) {
        try {
            if (park && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(1L); // may only eat a permit
                LockSupport.parkNanos(1L);
                LockSupport.unpark(Thread.currentThread()); // which is given back here
            } else {
                Thread.yield();
            }
        } catch (Throwable ignored) {
            // The scheduler has no room for a task: go on without a pause.
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;

/** Runs a thread's works on that thread: {@code task_work_run}. */
final class Drain {
    /** A drain that has lasted this long gives up its carrier ({@code cond_resched}). */
    private static final long SLICE_NANOS = 200_000L;

    /**
     * A drain at a run point that has lasted this long leaves the rest to the next one, so that the
     * thread's own code makes progress, however fast works come in.
     */
    private static final long BUDGET_NANOS = 1_000_000L;

    /** After this long the last drain asks adders to slow down. */
    private static final long FLOOD_NANOS = 5_000_000L;

    /**
     * At most this many works run between two readings of the clock; they are known to be short by
     * then.
     */
    private static final int MAX_STRIDE = 64;

    /** So many run before a drain first reads the clock, if those before them were short. */
    private static final int FIRST_STRIDE = 16;

    /**
     * After this long the thread parks, so that its carrier also serves threads outside its own
     * queue.
     */
    private static final long PARK_NANOS = 1_000_000L;

    private static final Unsafe U = Unsafe.getUnsafe();

    private Drain() {}

    /*
     * Rounds. A drain runs what is queued when it begins, whoever added it and with whatever mode.
     * What comes meanwhile causes another round only if it is due, as a RESUME or a SIGNAL is:
     * otherwise a work of mode NONE that adds itself again, once in each round, would keep the
     * thread forever. A work that is due may add itself again as well, and therefore the budget
     * applies to further rounds. At exit there is no budget, and whatever is queued causes another
     * round, since nothing may be left.
     */

    /*
     * The mark "attended". While it is set, SIGNALs only queue and leave their wake to this drain.
     * It is therefore cleared before the last look at what is due or queued, with a full fence in
     * between: an adder that comes too late for the look finds the mark cleared, and wakes. Usually
     * the fence is the end of the last work, before which runWork clears the mark; otherwise it
     * is that of lookAgain. Under a mask the mark stays set, since the end of the mask looks.
     */

    /**
     * Runs the works of the current thread within the budget of a run point. Must not be called
     * while it drains already.
     *
     * @return false if nothing ran and nothing is due. Only then may the thread block, since a
     *     thread that added a work during the drain relies on this one to look again
     */
    static boolean atRunPoint(Thread self, Slot slot, Target target, int runPoint) {
        return run(self, slot, target, runPoint) > 0 || slot.due;
    }

    /**
     * Runs the works like {@link #atRunPoint}, and returns how many ran. If the thread asked for
     * it, in {@code TaskWorks.run} or by closing a mask, the first round has no limit.
     */
    static int run(Thread self, Slot slot, Target target, int runPoint) {
        StackRoom.require(target);
        BlockedCall.putAside(self, slot, target);
        boolean interrupted = Interrupts.beginDrain(target);
        target.draining = true;
        target.began = 0L;
        target.untilLook = Math.min(target.untilLook, FIRST_STRIDE);
        boolean settled = false;
        int ran = 0;
        try {
            Telemetry.Observed observed = Telemetry.isOnAfterRecorderCheck()
                    ? Telemetry.beginDrain(target, runPoint) : null;
            boolean limited = RunPoint.isLimited(runPoint);
            do {
                target.setAttended(true);
                DueThreads.remove(target);
                slot.setDue(false);
                target.beginRound();
                ran += runRound(self, slot, target, limited, true, observed);
                if (!isOver(target)) {
                    break;
                }
                lookAgain(target);
                settled = isSettled(slot, target);
                limited = !target.exiting;
            } while (!settled && (!limited || isInTime(target)));
            if (observed != null && ran > 0) {
                Telemetry.endDrain(observed, ran);
            }
        } finally {
            BlockedCall.putBack(self, slot, target);
            target.draining = false;
            if (!settled) {
                lookAgain(target);
                if (!target.isEmpty()) {
                    slot.due = true; // the budget is used up, or the turn of a lock has come
                    DueThreads.add(target);
                }
            }
            DueThreads.settle(slot, target);
            Interrupts.endDrain(self, target, interrupted);
            BlockedCall.honourInterrupt(self, target);
        }
        return ran;
    }

    /** Runs the works that are queued now, for {@code TaskWorks.run()} in a callback. */
    static int nested(Thread self, Target target) {
        StackRoom.require(target);
        target.beginRound();
        return runRound(self, null, target, false, false, null);
    }

    /**
     * Returns whether this round has run all its works; the round of the last drain ends only with
     * an empty queue.
     */
    private static boolean isOver(Target target) {
        return target.exiting ? target.isEmpty() : target.isRoundOver();
    }

    /** Called before a last look, so that an adder which comes too late for it wakes. */
    private static void lookAgain(Target target) {
        if (target.attended) {
            target.unattend();
            U.fullFence();
        }
    }

    /** Returns whether nothing is left for which a drain continues. */
    private static boolean isSettled(Slot slot, Target target) {
        return target.exiting ? target.isEmpty() : !slot.due;
    }

    /** Returns whether the budget leaves time for another round. */
    private static boolean isInTime(Target target) {
        long now = System.nanoTime();
        if (target.began == 0L) {
            target.began = now;
        }
        return now - target.began <= BUDGET_NANOS;
    }

    /**
     * Runs a round, within the budget if it is limited. Between works it reads the clock, less and
     * less often, and then sees whether the budget is used up, whether adders have to slow down,
     * and whether it is time to give up the carrier.
     */
    private static int runRound(Thread self, Slot slot, Target target, boolean limited,
            boolean outermost, Telemetry.Observed observed) {
        int ran = 0;
        long sliceStart = 0L;
        long lastPark = 0L;
        for (;;) {
            int some = runQueued(self, slot, target, limited, outermost, observed);
            ran += some;
            if (isOver(target) || (limited && Places.hasTurn(target))) {
                return ran;
            }
            long now = System.nanoTime();
            if (some > 0) { // otherwise a long list is being put in order
                target.catchUp();
                looked(target, now);
            } else {
                target.lastLook = now;
            }
            if (target.began == 0L) {
                target.began = now;
            } else if (limited && now - target.began > BUDGET_NANOS) {
                return ran;
            }
            if (target.exiting && now - target.began > FLOOD_NANOS) {
                target.flooded = true;
            }
            if (sliceStart == 0L) {
                sliceStart = lastPark = now;
            } else if (now - sliceStart > SLICE_NANOS && VirtualThreads.comesBack(self)) {
                boolean park = now - lastPark > PARK_NANOS;
                giveUpCarrier(self, park);
                now = sliceStart = target.lastLook = System.nanoTime();
                if (park) {
                    lastPark = now;
                }
            }
        }
    }

    /**
     * Decides after how many works the clock is read again. Reading it takes as long as some short
     * works do, and many drains have only a few of these; therefore the count goes on from one
     * drain to the next. What lies between two readings took at least as long as the works that ran
     * between them.
     */
    private static void looked(Target target, long now) {
        boolean shortWorks = now - target.lastLook < SLICE_NANOS / 4;
        target.stride = shortWorks ? Math.min(2 * target.stride + 1, MAX_STRIDE) : 1;
        target.untilLook = target.stride;
        target.lastLook = now;
    }

    /**
     * Runs works of the round until it is over, it is time to read the clock, a long list is still
     * being put in order, or, if the round is limited, the turn of a lock has come.
     */
    private static int runQueued(Thread self, Slot slot, Target target, boolean limited,
            boolean outermost, Telemetry.Observed observed) {
        int most = Math.max(1, target.untilLook);
        int ran = 0;
        Work work = null;
        try {
            while (ran < most && (work = next(target, work)) != null) {
                runWork(self, slot, target, work, outermost, observed);
                ran++;
                if (isOver(target) || (limited && Places.hasTurn(target))) {
                    break;
                }
            }
        } finally {
            target.endBatch(work);
        }
        target.untilLook = most - ran;
        return ran;
    }

    /** Returns the next work; null if the round is over or a long list is still put in order. */
    private static Work next(Target target, Work previous) {
        return target.exiting ? target.poll(previous) : target.pollRound(previous);
    }

    private static void runWork(Thread self, Slot slot, Target target, Work work,
            boolean outermost, Telemetry.Observed observed) {
        Posting posting = Trace.on ? target.takePolledPosting() : null;
        if (Telemetry.on) {
            Backlogs.left(target);
        }
        Runnable callback = work.takeCallback();
        try {
            if (observed != null && observed.callbacks()) {
                Telemetry.run(callback, posting);
            } else {
                callback.run();
            }
        } catch (Throwable e) {
            Trace.addTo(e, posting);
            report(self, callback, e);
        } finally {
            boolean last = outermost && isOver(target) && (target.exiting || !slot.due);
            if (last) {
                target.unattend();
            }
            if (last || work.handle != null) {
                work.finish(target);
            }
        }
    }

    /**
     * Reports an exception as {@code Thread.dispatchUncaughtException} does; the next work runs
     * whatever the handler did.
     */
    static void report(Thread self, Runnable callback, Throwable e) {
        if (Telemetry.on && callback != null) {
            Telemetry.threw(callback, e);
        }
        try {
            Threads.tellHandler(self, e);
        } catch (Throwable ignored) { // the VM ignores as well what a handler throws
            if (Telemetry.on) {
                Telemetry.handlerThrew();
            }
        }
    }

    /**
     * Gives up the carrier for a moment. Called only on the JDK's own scheduler, which is never
     * shut down: another one may refuse the thread once it has given up its carrier, and then it
     * would never continue.
     *
     * <p>A yield puts the thread into its carrier's own queue, and a carrier serves that queue as
     * long as something is in it ({@code ForkJoinPool.runWorker}): threads that a timer or a
     * platform thread has woken would wait for the whole drain. Therefore the thread sometimes
     * parks, however briefly.
     */
    @SuppressWarnings("ThreadPriorityCheck") // yield is what this is for
    private static void giveUpCarrier(Thread self, boolean park) {
        try {
            if (park && !Threads.isInterrupted(self)) {
                try {
                    LockSupport.parkNanos(1L); // may only consume a permit
                    LockSupport.parkNanos(1L);
                } finally {
                    LockSupport.unpark(self); // gives that permit back
                }
            } else {
                Thread.yield();
            }
        } catch (Throwable ignored) {
            // The scheduler has no room for a task, or an agent forbids the call: continue without
            // a pause.
        }
    }
}

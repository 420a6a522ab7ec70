// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Queues a work on a thread and notifies the thread: {@code task_work_add}. Any thread may call it.
 */
final class Adds {
    static final int NONE = Ordinals.NOTIFY_NONE;
    static final int RESUME = Ordinals.NOTIFY_RESUME;
    static final int SIGNAL = Ordinals.NOTIFY_SIGNAL;

    // The results of tryAdd.
    private static final int QUEUED = 0;
    private static final int REFUSED = 1;
    private static final int HELD = 2;

    /** How often to try without a pause; from then on with pauses, as in {@link SpinLock}. */
    private static final int SPINS = 200;

    private static final long RETRY_PAUSE_NANOS = 1_000L;

    private static final long FLOOD_PAUSE_NANOS = 50_000L;

    private Adds() {}

    /**
     * Queues a callback, as a work that nobody else has, with one atomic operation, on the head of
     * the queue.
     */
    static boolean addFresh(Thread thread, Runnable callback, int mode) {
        Slot slot = Slot.of(thread);
        Target target = slot.targetOrNew();
        Work work = Work.claimedFor(target, callback);
        if (Trace.on) {
            Posting.traced(thread, work, AddedHere.orNull()).belongsTo(work);
        }
        boolean marked = beforePush(thread, slot, target, mode);
        if (!target.push(work)) {
            DueThreads.remove(target); // the exited thread was marked in vain
            return false;
        }
        afterPush(thread, slot, target, mode, marked);
        return true;
    }

    /** Queues a work that other threads may hold, and may be adding at the same time. */
    static boolean add(Thread thread, Work work, int mode) {
        return add(thread, work, mode, Trace.on ? traced(thread, work) : null);
    }

    private static Posting traced(Thread thread, Work work) {
        return Posting.traced(thread, work, AddedHere.orNull());
    }

    /**
     * Queues a work like {@link #add(Thread, Work, int)}; it becomes a SIGNAL if it has not started
     * in time.
     */
    static boolean addEscalating(Thread thread, Work work, int mode, long nanos) {
        if (mode == SIGNAL || nanos <= 0) {
            return add(thread, work, SIGNAL);
        }
        // If the stack overflowed while the heap's lock is held, it would stay held for good.
        StackRoom.requireMuch(Slot.of(thread).targetOrNew());
        Posting posting;
        try {
            posting = Posting.escalating(thread, work, AddedHere.orNull(), nanos);
        } catch (OutOfMemoryError e) {
            return add(thread, work, SIGNAL, null); // a SIGNAL too early is better than none
        }
        return add(thread, work, mode, posting);
    }

    private static boolean add(Thread thread, Work work, int mode, Posting posting) {
        Slot slot = Slot.of(thread);
        int answer = tryAdd(thread, slot, slot.targetOrNew(), work, mode, posting);
        if (answer == HELD) {
            throw isQueued();
        }
        return answer == QUEUED;
    }

    private static IllegalStateException isQueued() {
        return new IllegalStateException(
                "the work is queued already; add it again after it ran or cancel() was true");
    }

    /**
     * Claims the work and pushes it. Both are in one method so that a stack overflow between the
     * two can be undone.
     */
    private static int tryAdd(Thread thread, Slot slot, Target target, Work work, int mode,
            Posting posting) {
        if (!work.claim(target)) {
            return HELD;
        }
        boolean marked;
        try {
            if (posting != null) {
                posting.belongsTo(work);
            }
            marked = beforePush(thread, slot, target, mode);
            if (!target.push(work)) {
                DueThreads.remove(target);
                return REFUSED;
            }
        } catch (Throwable e) { // not pushed: push calls nothing after its last step
            work.posting = null;
            work.state &= ~Work.PHASE; // this calls nothing, so that it cannot overflow
            throw e;
        }
        if (posting != null && !posting.over) {
            Escalations.schedule(posting);
        }
        afterPush(thread, slot, target, mode, marked);
        return QUEUED;
    }

    /**
     * Ensures that the work is queued, by this call or by an earlier one, and notifies the thread:
     * one event, many posters. Returns false if the thread has exited.
     */
    static boolean ensureQueued(Thread thread, Work work, int mode) {
        Slot slot = Slot.of(thread);
        return ensureQueued(thread, slot, slot.targetOrNew(), work, mode);
    }

    static boolean ensureQueued(Thread thread, Slot slot, Target target, Work work, int mode) {
        StackRoom.require(target);
        Posting posting = Trace.on ? traced(thread, work) : null;
        int answer;
        for (int tries = 0; (answer = tryAdd(thread, slot, target, work, mode, posting)) == HELD;
                tries++) {
            // The look is made under the lock of the queue that the work is in. A work that is not
            // pushed yet may still be refused, and a notification before the push would be missed.
            WorkQueue queue = work.queueAcquire();
            int phase = queue == null ? Work.QUEUED : queue.find(work);
            if (phase == Work.LISTED && queue == target) {
                if (mode != NONE) {
                    notify(thread, slot, target, mode, false);
                }
                return true;
            }
            if (phase == Work.LISTED || phase == Work.HOOK) {
                throw isElsewhere(phase);
            }
            if (tries < SPINS) {
                SpinLock.relax();
            } else {
                SpinLock.pause(RETRY_PAUSE_NANOS); // the other adder has lost its processor
            }
        }
        return answer == QUEUED;
    }

    private static IllegalStateException isElsewhere(int phase) {
        return new IllegalStateException(phase == Work.HOOK
                ? "the work is registered as an exit hook; cancel() takes it back"
                : "the work is queued on another thread");
    }

    /** Registers an exit hook; returns true if it will run or be taken back. */
    static boolean addHook(Thread thread, Work work) {
        Target target = Slot.of(thread).targetOrNew();
        StackRoom.require(target);
        Posting posting = Trace.on ? traced(thread, work) : null;
        if (!work.claim(target)) {
            throw isQueued();
        }
        if (posting != null) {
            posting.belongsTo(work);
        }
        return target.addHook(work);
    }

    /** Prepares a push; returns the argument {@code marked} of {@link #afterPush}. */
    static boolean beforePush(Thread thread, Slot slot, Target target, int mode) {
        if (target.flooded && thread != Thread.currentThread()) {
            // Otherwise busy adders could keep an exiting thread draining forever.
            SpinLock.pause(FLOOD_PAUSE_NANOS);
        }
        if (Telemetry.on) {
            Telemetry.adding(target);
        }
        return mode == SIGNAL && Wakes.markEarly(thread, slot, target);
    }

    /**
     * Notifies the thread after a push. The work is queued, so nothing may be thrown here, which
     * would say that it is not.
     */
    static void afterPush(Thread thread, Slot slot, Target target, int mode, boolean marked) {
        if (mode != NONE) {
            notify(thread, slot, target, mode, marked);
        }
        if (Telemetry.on) {
            Telemetry.added(thread, target, mode);
        }
    }

    /** Notifies a thread of a work that is queued already. Any thread may call this. */
    static void notify(Thread thread, int mode) {
        Slot slot = Slot.of(thread);
        notify(thread, slot, slot.targetOrNew(), mode, false);
    }

    private static void notify(
            Thread thread, Slot slot, Target target, int mode, boolean marked) {
        if (mode == SIGNAL && thread != Thread.currentThread()) {
            Wakes.wake(thread, slot, target, marked);
        } else {
            if (!slot.due) {
                slot.setDue(true);
            }
            DueThreads.add(target);
        }
    }
}

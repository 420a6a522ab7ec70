// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * The part of a queue that only its own thread calls, which takes works out and runs them, one by
 * one or in rounds. This is a superclass of {@link WorkQueue} so that it costs no object.
 */
class Rounds extends WorkList {
    /*
     * The runner takes what was queued when a round began, and not what its callbacks add, so that
     * each round ends. All of it is in order when the round's first work is taken, unless that is
     * the only one. roundLast is the end of the round, which moves towards the front if that work
     * is cancelled. A round that a callback begins also takes the rest of the outer round, which is
     * then over.
     *
     * Batches. Nobody but the queue knows a work without a handle, and so such a work may stay in
     * the list when it starts, if whoever looks at the list learns how far the runner has come. The
     * runner takes the lock once for many of them, the batch, and leaves a count in it: how many of
     * the list's oldest works have started. Each further one starts by a compare-and-set of that
     * count. Whoever takes the lock ends the batch: the works that have started leave the list, and
     * the others are queued as before. Therefore cancels and walks are as exact as without batches.
     * The runner then cannot count on, and begins another batch. No batch begins while a walk is
     * under way, and neither the round's last work nor the list's is in one, so that only the
     * beginning of the list has to be corrected.
     */

    /** At most so many works are in a batch, since whoever ends it passes them under the lock. */
    private static final int BATCH = 64;

    /** The youngest work of the round that is left, or null. Accessed under the lock. */
    private Work roundLast;

    /** Whether the end of the round is known. */
    private boolean roundMarked;

    /**
     * Whether the segment being moved was detached in this round, so that nothing older is
     * incoming.
     */
    private boolean roundDetached;

    /**
     * How many works of the batch have started; 0 if none is under way. Only the runner accesses
     * this; the lock has the same number, unless somebody has ended the batch.
     */
    private int started;

    /** The posting of the work that was polled last, or null. */
    private Posting polledPosting;

    final Work poll() {
        return poll(null);
    }

    /**
     * Takes the oldest work out, in the phase of its run, which {@link Work#finish} ends if it has a
     * handle. Returns null if none can be taken yet: nothing is queued, or the list is long and was
     * put in order only in part. {@link #isEmpty} tells the two apart. The caller has ensured stack
     * room. A full fence comes before the look that decides the answer.
     *
     * @param previous the work that the caller took out before, or null; a batch goes on after it
     */
    final Work poll(Work previous) {
        Work work = continueBatch(previous, last);
        if (work != null) {
            return work;
        }
        if (isEmpty()) {
            U.fullFence();
            if (isEmpty()) {
                return null;
            }
        }
        work = takeOnlyFresh();
        if (work == null) {
            work = pollLocked(previous);
            endPolledPosting();
        }
        return work;
    }

    /**
     * Ends the posting of the polled work, which is no longer needed to make it a SIGNAL. Not
     * called under the lock.
     */
    private void endPolledPosting() {
        Posting posting = polledPosting;
        if (posting != null) {
            posting.end();
            if (posting.adder == null) {
                polledPosting = null; // without a trace nobody asks for it
            }
        }
    }

    /**
     * Takes the posting of the work that {@link #poll} took out last; null if adds are not traced.
     */
    final Posting takePolledPosting() {
        Posting posting = polledPosting;
        polledPosting = null;
        return posting;
    }

    private Work pollLocked(Work previous) {
        lockAfter(previous);
        try {
            if (first == null) {
                Work only = runOnly();
                if (only != null) {
                    return only;
                }
                if (!moveChunk() || first == null) {
                    return null;
                }
            }
            return runFirst(last);
        } finally {
            unlockRunning();
        }
    }

    /** Begins a round: {@link #pollRound} will return what is queued now. */
    final void beginRound() {
        roundMarked = false;
        roundDetached = false;
    }

    /**
     * Returns whether the round has no work left; never true if it has one, but a concurrent cancel
     * may be missed.
     */
    final boolean isRoundOver() {
        return roundMarked && roundLast == null;
    }

    final Work pollRound() {
        return pollRound(null);
    }

    /**
     * Takes out the oldest work of the round, like {@link #poll(Work)}; if this returns null, {@link
     * #isRoundOver} tells whether one is left. A full fence comes before the look at what is
     * queued.
     */
    final Work pollRound(Work previous) {
        Work work = continueBatch(previous, roundLast);
        if (work != null) {
            return work;
        }
        if (!roundMarked) {
            if (isEmpty()) {
                U.fullFence();
                if (isEmpty()) {
                    roundMarked = true;
                    roundLast = null;
                    return null;
                }
            }
            work = takeOnlyFresh();
            if (work != null) {
                roundMarked = true; // roundLast is null, since nothing is in order
                return work;
            }
        }
        work = pollRoundLocked(previous);
        endPolledPosting();
        return work;
    }

    private Work pollRoundLocked(Work previous) {
        lockAfter(previous);
        try {
            if (!roundMarked) {
                Work only = first == null ? runOnly() : null;
                if (only != null) {
                    roundMarked = true;
                    roundLast = null;
                    return only;
                }
                if (!markRound()) {
                    return null;
                }
            }
            return roundLast == null ? null : runFirst(roundLast);
        } finally {
            unlockRunning();
        }
    }

    /**
     * Moves some of what is queued; returns true if the whole round is in order. The lock is held.
     */
    private boolean markRound() {
        if (cursor == null) {
            roundDetached = true;
        }
        if (!moveChunk() || !roundDetached) {
            return false;
        }
        roundLast = last;
        roundMarked = true;
        return true;
    }

    /**
     * Takes the oldest work out of the ordered list, for its run, or begins a batch with it, unless
     * it is the given one. The lock is held.
     */
    private Work runFirst(Work end) {
        Work work = first;
        if (walks == null && isBatched(work, end)) {
            started = 1;
            work.setPhase(Work.IDLE);
            return work;
        }
        polledPosting = work.takePosting();
        unlink(work, work.phaseOfRun());
        return work;
    }

    /** Takes the only work out, for its run, if {@link #takeOnly} does. The lock is held. */
    private Work runOnly() {
        Work work = takeOnly();
        if (work != null) {
            polledPosting = work.takePosting();
            work.setPhase(work.phaseOfRun());
        }
        return work;
    }

    private static boolean isBatched(Work work, Work end) {
        return work != null && work != end && work.handle == null && work.posting == null;
    }

    /** Takes the next work of a batch, if there is one and nobody has ended the batch. */
    private Work continueBatch(Work previous, Work end) {
        int n = started;
        if (n == 0 || n == BATCH || previous == null) {
            return null;
        }
        Work work = previous.newer; // this and the end are right if nobody has taken the lock
        if (!isBatched(work, end) || !count(n)) {
            return null;
        }
        started = n + 1;
        work.setPhase(Work.IDLE);
        return work;
    }

    /** Takes the lock, and takes out of the list the works of a batch up to the given one. */
    private void lockAfter(Work previous) {
        int n = started;
        started = 0;
        if (n == 0 || previous == null || !lockCounted(n)) {
            lock();
            return;
        }
        leaveBehind(previous);
    }

    private void unlockRunning() {
        if (started == 0) {
            unlock();
        } else {
            unlockCounting();
        }
    }

    /** Called by whoever takes the lock during a batch, of which so many works have started. */
    @Override
    final void countEnded(int n) {
        Work work = first;
        for (int i = 1; i < n; i++) {
            work.setPhase(Work.IDLE);
            work = work.newer;
        }
        work.setPhase(Work.IDLE);
        leaveBehind(work);
    }

    /** Takes the works up to the given one out of the list, which has others. */
    private void leaveBehind(Work lastStarted) {
        Work next = lastStarted.newer;
        lastStarted.newer = null; // or an old work would keep younger ones from being collected
        next.older = null;
        first = next;
    }

    /**
     * Ends a batch that may be under way, so that the list keeps no work that has run.
     *
     * @param previous the work that was taken out last, or null
     */
    final void endBatch(Work previous) {
        if (started > 0) {
            lockAfter(previous);
            unlock();
        }
    }

    /** The end of the round moves towards the front if the work is that end. */
    @Override
    final void unlink(Work work, int phase) {
        if (roundLast == work) {
            roundLast = work.older;
        }
        super.unlink(work, phase);
    }

    private static final Unsafe U = Unsafe.getUnsafe();
}

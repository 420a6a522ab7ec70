// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * The part of a queue that only its own thread calls, which takes works out and runs them, one by
 * one or in rounds. This is a superclass of {@link WorkQueue} so that it costs no object.
 */
class Rounds extends Batches {
    /*
     * The runner takes what was queued when a round began, and not what its callbacks add, so that
     * each round ends. All of it is in order when the round's first work is taken, unless that is
     * the only one. roundLast is the end of the round, which moves towards the front if that work
     * is cancelled. A round that a callback begins also takes the rest of the outer round, which is
     * then over.
     */

    /** The youngest work of the round that is left, or null. Accessed under the lock. */
    private Work roundLast;

    /** Whether the end of the round is known. */
    private boolean roundMarked;

    /**
     * Whether the segment being moved was detached in this round, so that nothing older is
     * incoming.
     */
    private boolean roundDetached;

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
        if (beginBatch(work, end)) {
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * The queue of the works of one thread, first in first out: many adders, many cancellers, one
 * runner.
 */
class WorkQueue extends HookList {
    /*
     * Structure. Adders push onto a LIFO list ("incoming") whose head is the only word that they
     * share with other threads. The runner and cancellers move what has come in, under a lock that
     * adders never take, to a doubly linked FIFO list ("ordered"), and take works out of that list.
     *
     * Values of head:
     *   null     nothing is queued
     *   a work   the newest incoming one; its older links lead to null or MORE
     *   MORE     nothing is incoming; the ordered list is not empty, or is being made
     *   CLOSED   the thread has exited, for good
     * Therefore head alone answers "is anything queued" and "is it closed".
     *
     * Linearization. push: its compare-and-set of head; order among adders is the order of these.
     * poll and cancel: the change of the work's phase, under the lock. close: its compare-and-set.
     * addHook: the link, under the lock. find: the look at the phase, under the lock.
     *
     * Moving. The incoming list is detached as a whole (head becomes MORE), then walked from newest
     * to oldest to set the newer links. This is done in chunks: between two chunks the lock is free
     * and the carrier can be given up (Linux once reversed 2,000,000 works in one go, which took
     * 275 ms). While "cursor" is not null such a walk is under way; whoever holds the lock may
     * continue it, and nobody takes a work out of that segment before it is complete. Every work is
     * moved once, so that a cancel costs O(1), amortized. A cancel unlinks the work, so that it can
     * be queued again at once, and a queue that nobody drains does not fill with leftovers.
     *
     * Rounds. The runner takes what was queued when a round began, and not what its callbacks add,
     * so that each round ends. All of it is in order when the round's first work is taken, unless
     * that is the only one. roundLast is the end of the round, which moves towards the front if
     * that work is cancelled. A round that a callback begins also takes the rest of the outer
     * round, which is then over.
     *
     * Walking. A predicate is foreign code, so a walk releases the lock for each work, and the list
     * may change meanwhile. Whoever takes a work out advances the walks whose next work it is
     * (Walk).
     *
     * Who may call what. push: any thread. cancel, find, addHook, a walk: any thread. poll, close
     * and the rounds: only the thread that the queue belongs to.
     *
     * Overflow. Nothing under the lock may end with a StackOverflowError: callers ensure beforehand
     * that there is room (StackRoom). An adder may overflow the stack: its claim is undone.
     *
     * Racy on purpose. A work between claim and push is QUEUED but in no list. A canceller that
     * does not find it in "ordered" after moving all incoming works returns false, as if it had
     * come before the add.
     */

    /** How many works are moved while the lock is held, which takes some microseconds. */
    private static final int CHUNK = 512;

    private static final Work MORE = new Work(null, null);
    private static final Work CLOSED = new Work(null, null);

    private volatile Work head;

    // The following fields are accessed under the lock.
    private Work first;
    private Work last;
    private Work cursor;
    private Work segmentNewest;
    private Walk walks;

    /** The youngest work of the round that is left, or null. Accessed under the lock. */
    private Work roundLast;

    /** Whether the end of the round is known. Only the runner accesses this and the next field. */
    private boolean roundMarked;

    /**
     * Whether the segment being moved was detached in this round, so that nothing older is
     * incoming.
     */
    private boolean roundDetached;

    /** A count for {@link StackRoom}; racy. */
    int probes;

    /** The posting of the work that was polled last, or null. Only the runner accesses it. */
    private Posting polledPosting;

    /** Queues a claimed work; returns false if the queue is closed, and the work is idle again. */
    final boolean push(Work work) {
        for (;;) {
            Work h = head;
            if (h == CLOSED) {
                work.takePosting();
                work.setPhase(Work.IDLE);
                return false;
            }
            work.older = h;
            if (casHead(h, work)) {
                return true;
            }
        }
    }

    /** Returns whether nothing is queued. */
    final boolean isEmpty() {
        Work h = head;
        return h == null || h == CLOSED;
    }

    final boolean isClosed() {
        return head == CLOSED;
    }

    /**
     * Takes the oldest work out, as running; {@link Work#finish} ends its run. Returns null if none
     * can be taken yet: nothing is queued, or the list is long and was put in order only in part.
     * {@link #isEmpty} tells the two apart. The caller has ensured stack room. A full fence comes
     * before the look that decides the answer.
     */
    final Work poll() {
        if (isEmpty()) {
            U.fullFence();
            if (isEmpty()) {
                return null;
            }
        }
        Work work = pollLocked();
        endPolledPosting();
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

    private Work pollLocked() {
        lock();
        try {
            if (first == null) {
                Work only = takeOnly();
                if (only != null) {
                    return only;
                }
                if (!moveChunk() || first == null) {
                    return null;
                }
            }
            return takeFirst();
        } finally {
            unlock();
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

    /**
     * Takes out the oldest work of the round, like {@link #poll}; if this returns null, {@link
     * #isRoundOver} tells whether one is left. A full fence comes before the look at what is
     * queued.
     */
    final Work pollRound() {
        if (!roundMarked && isEmpty()) {
            U.fullFence();
            if (isEmpty()) {
                roundMarked = true;
                roundLast = null;
                return null;
            }
        }
        Work work = pollRoundLocked();
        endPolledPosting();
        return work;
    }

    private Work pollRoundLocked() {
        lock();
        try {
            if (!roundMarked) {
                Work only = first == null ? takeOnly() : null;
                if (only != null) {
                    roundMarked = true;
                    roundLast = null;
                    return only;
                }
                if (!markRound()) {
                    return null;
                }
            }
            return roundLast == null ? null : takeFirst();
        } finally {
            unlock();
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

    /** Takes the oldest work out of the ordered list. The lock is held. */
    private Work takeFirst() {
        Work work = first;
        polledPosting = work.takePosting();
        unlink(work, Work.RUNNING);
        return work;
    }

    /**
     * Takes out the only work, which is the common case, without going through MORE; otherwise
     * returns null. The lock is held.
     */
    private Work takeOnly() {
        Work h = head;
        if (cursor != null || h == null || h == MORE || h.older != null || !casHead(h, null)) {
            return null;
        }
        polledPosting = h.takePosting();
        h.setPhase(Work.RUNNING);
        return h;
    }

    /** Takes the work back; returns false if it is running, has run or was never queued here. */
    final boolean cancel(Work work) {
        StackRoom.require(this);
        Posting posting;
        // What was pushed before this call is in order after two segments: the one that is already
        // being walked, and the incoming one.
        for (int segments = 0;;) {
            lock();
            try {
                int state = work.state(); // read before the queue: a listed work's queue is visible
                int phase = Work.phaseOf(state);
                if (work.queueAcquire() != this || (phase == Work.QUEUED && segments == 2)
                        || phase == Work.IDLE || phase == Work.RUNNING) {
                    return false;
                }
                if (work.state() != state) {
                    continue; // it was in another queue, and has left it for this one
                }
                if (phase == Work.HOOK) {
                    work.takePosting(); // it only tells who added it
                    unlinkHook(work);
                    work.setPhase(Work.IDLE);
                    return true;
                }
                if (phase != Work.QUEUED && cursor == null) {
                    posting = work.takePosting();
                    unlink(work, Work.IDLE);
                    break;
                }
                if (moveChunk()) {
                    segments++;
                }
            } finally {
                unlock();
            }
        }
        if (posting != null) {
            posting.end();
        }
        return true;
    }

    /** Takes back a work that was listed here in the given state, unless the state has changed. */
    final boolean cancel(Work work, int listedState) {
        StackRoom.require(this);
        Posting posting;
        lock();
        try {
            if (work.state() != listedState) {
                return false;
            }
            posting = work.takePosting();
            unlink(work, Work.IDLE);
        } finally {
            unlock();
        }
        if (posting != null) {
            posting.end();
        }
        return true;
    }

    /**
     * Returns where a work is that could not be claimed, if it names this queue: LISTED if it is
     * queued, HOOK if it is registered as an exit hook, QUEUED if its adder has not pushed it yet,
     * IDLE if it has left. If it is queued, it starts after this look, which is made under the lock
     * for that purpose; what was written before the look is therefore visible to it.
     */
    final int find(Work work) {
        StackRoom.require(this);
        for (int segments = 0;;) {
            lock();
            try {
                int state = work.state(); // read before the queue, as in cancel
                int phase = Work.phaseOf(state);
                if (phase == Work.IDLE || phase == Work.RUNNING) {
                    return Work.IDLE;
                }
                if (phase == Work.HOOK || phase == Work.TURN) {
                    return Work.HOOK;
                }
                if (work.queueAcquire() != this || segments == 2) {
                    return Work.QUEUED;
                }
                if (phase == Work.LISTED && work.state() == state) {
                    return Work.LISTED;
                }
                if (moveChunk()) {
                    segments++;
                }
            } finally {
                unlock();
            }
        }
    }

    /**
     * Registers a claimed work as an exit hook; returns false if the queue is closed, and the work
     * is idle again.
     */
    final boolean addHook(Work work) {
        lock();
        try {
            if (isClosed()) {
                work.takePosting();
                work.setPhase(Work.IDLE);
                return false;
            }
            linkHook(work);
            return true;
        } finally {
            unlock();
        }
    }

    /** Begins a walk over the works that are queued now. */
    final void begin(Walk walk) {
        StackRoom.require(this);
        for (int segments = 0; segments < 2;) {
            lock();
            try {
                if (moveChunk() && ++segments == 2 && first != null) {
                    walk.next = first;
                    walk.last = last;
                    walks = Walk.with(walk, walks);
                }
            } finally {
                unlock();
            }
        }
    }

    /** Returns the next work of a walk, whose state is {@link Walk#state}; null at its end. */
    final Work advance(Walk walk) {
        StackRoom.require(this);
        lock();
        try {
            Work work = walk.next;
            if (work != null) {
                walk.state = work.state();
                walk.pass(work);
            }
            return work;
        } finally {
            unlock();
        }
    }

    /**
     * Closes the queue if neither a work nor a hook is left; from then on every push is refused. If
     * only hooks are left, the newest becomes a work, so that what a hook adds runs before the next
     * hook. Returns whether the queue was closed.
     */
    final boolean close() {
        StackRoom.require(this);
        lock();
        try {
            if (first != null || cursor != null) {
                return false;
            }
            Work hook = newestHook();
            if (hook == null) {
                return casHead(null, CLOSED);
            }
            if (casHead(null, MORE)) {
                unlinkHook(hook);
                first = last = hook;
                hook.setPhase(Work.TURN);
            }
            return false;
        } finally {
            unlock();
        }
    }

    /**
     * Moves incoming works to the ordered list, up to a chunk of them. Returns true if no segment
     * is left partly moved. The lock is held.
     */
    private boolean moveChunk() {
        Work w = cursor;
        if (w == null) {
            Work h = head;
            if (h == null || h == MORE || h == CLOSED) {
                return true;
            }
            w = segmentNewest = getAndSetHead(MORE);
            w.newer = null;
        }
        for (int i = 0; i < CHUNK; i++) {
            Work older = w.older;
            w.setPhase(Work.LISTED);
            if (older == null || older == MORE) {
                appendSegment(w);
                return true;
            }
            older.newer = w;
            w = older;
        }
        cursor = w;
        return false;
    }

    private void appendSegment(Work oldest) {
        oldest.older = last;
        if (last == null) {
            first = oldest;
        } else {
            last.newer = oldest;
        }
        last = segmentNewest;
        segmentNewest = null;
        cursor = null;
    }

    /** Takes a work out of the ordered list and sets its phase. The lock is held. */
    private void unlink(Work work, int phase) {
        if (walks != null) {
            walks = Walk.leave(walks, work);
        }
        Work older = work.older;
        Work newer = work.newer;
        if (older == null) {
            first = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            last = older;
        } else {
            newer.older = older;
        }
        work.older = null;
        work.newer = null;
        if (roundLast == work) {
            roundLast = older;
        }
        work.setPhase(phase);
        if (first == null && cursor == null) {
            casHead(MORE, null); // fails if more has come in, over MORE
        }
    }

    private boolean casHead(Work expected, Work update) {
        return U.compareAndSetReference(this, HEAD, expected, update);
    }

    private Work getAndSetHead(Work update) {
        return (Work) U.getAndSetReference(this, HEAD, update);
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long HEAD = U.objectFieldOffset(WorkQueue.class, "head");
}

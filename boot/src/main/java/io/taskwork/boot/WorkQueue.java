// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * The queue of the works of one thread, first in first out: many adders, many cancellers, one
 * runner.
 */
abstract class WorkQueue extends Rounds {
    /*
     * What it consists of: WorkList is the list of works, Batches and Rounds the runner's part of
     * it, and HookList has the exit hooks. All are under one lock.
     *
     * Linearization. push: its compare-and-set of head; order among adders is the order of these.
     * poll and cancel: the change of the work's phase, under the lock; in a batch the count's
     * compare-and-set, and that of head where the only work is taken without the lock. close: its
     * compare-and-set. addHook: the link, under the lock. find: the look at the phase, under the
     * lock.
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

    /** A count for {@link StackRoom}; racy. */
    int probes;

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
}

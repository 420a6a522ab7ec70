// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/** The works of one thread, first in first out: many adders, many cancellers, one runner. */
class WorkQueue extends SpinLock {
    /*
     * Structure. Adders push onto a LIFO list ("incoming") whose head is the only word they share
     * with anybody. Runner and cancellers move what has come in, under a lock that adders never
     * see, to a doubly linked FIFO list ("ordered") and take works out of that one.
     *
     * Values of head:   null      nothing is queued
     *                   a work    newest incoming; older links lead to null or MORE
     *                   MORE      nothing incoming; the ordered list is not empty, or being made
     *                   CLOSED    the thread has exited; for good
     * So head alone answers "is anything queued" and "is it closed".
     *
     * Linearization. push: its compare-and-set of head; order among adders is the order of these.
     * poll and cancel: the change of the work's phase, under the lock. close: its compare-and-set.
     *
     * Moving. The incoming list is detached as a whole (head becomes MORE), then walked from
     * newest to oldest to set the newer links, in chunks: the lock is free and the carrier can be
     * given up between two chunks (Linux once reversed 2,000,000 works in one go: 275 ms). While
     * "cursor" is not null such a walk is under way; whoever holds the lock may go on with it, and
     * nobody takes a work out of that segment before it is complete. Every work is moved once, so
     * a cancel costs O(1), amortized; and it unlinks, so that the work can be queued again at once
     * and a queue that nobody drains does not fill with leftovers.
     *
     * Rounds. The runner takes what was queued when a round began, and not what its callbacks add:
     * so a round ends. All of it is in order when the round's first work is taken, unless that is
     * the only one; roundLast is the end, which moves towards the front if that work is cancelled.
     * A round that a callback begins takes the rest of the outer one, too, which then is over.
     *
     * Who may call what. push: any thread. cancel, snapshot: any thread. poll, close and the
     * rounds: only the thread that the queue belongs to.
     *
     * Overflow. Nothing under the lock may end by a StackOverflowError: who calls makes sure
     * beforehand that there is room (StackRoom). An adder may: its claim is undone.
     *
     * Racy on purpose. A work between claim and push is QUEUED but in no list; a canceller that
     * does not find it in "ordered" after moving all incoming answers false, as if it had come
     * before the add.
     */

    /** Works moved per hold of the lock: some microseconds. */
    private static final int CHUNK = 512;

    private static final Work MORE = new Work(null, null);
    private static final Work CLOSED = new Work(null, null);

    /** What {@link #poll} returns when it stopped between two chunks: call again. */
    static final Work MOVING = new Work(null, null);

    private volatile Work head;

    // The rest is accessed under the lock.
    private Work first;
    private Work last;
    private Work cursor;
    private Work segmentNewest;

    /** The youngest work of the round that is left, or null; under the lock. */
    private Work roundLast;

    /** Where the round ends is known. Only the runner touches this and the next. */
    private boolean roundMarked;

    /** What is being moved was detached in this round, so nothing older is incoming. */
    private boolean roundDetached;

    /** For {@link StackRoom}; racy. */
    int probes;

    /**
     * State of the work that poll took out last, as it was then: once it is running it can be
     * claimed again. Only the runner touches it.
     */
    int polledRound;

    /** Queues a claimed work; false if the queue is closed, and the work is idle again. */
    final boolean push(Work work) {
        for (;;) {
            Work h = head;
            if (h == CLOSED) {
                work.setPhase(Work.IDLE);
                return false;
            }
            work.older = h;
            if (casHead(h, work)) {
                return true;
            }
        }
    }

    /** Whether anything is queued. */
    final boolean isEmpty() {
        Work h = head;
        return h == null || h == CLOSED;
    }

    final boolean isClosed() {
        return head == CLOSED;
    }

    /**
     * Takes the oldest work out, as running. Null if there is none; {@link #MOVING} if the list is
     * long and being put in order. The caller has made sure of stack room. A full fence comes
     * before the look that it answers by.
     */
    final Work poll() {
        if (isEmpty()) {
            U.fullFence();
            if (isEmpty()) {
                return null;
            }
        }
        lock();
        try {
            Work work = first;
            if (work == null) {
                if ((work = takeOnly()) != null) {
                    return work;
                }
                if (!moveChunk()) {
                    return MOVING;
                }
                work = first;
            }
            if (work != null) {
                polledRound = unlink(work, Work.RUNNING);
            }
            return work;
        } finally {
            unlock();
        }
    }

    /** From here on {@link #pollRound} gives what is queued by now. */
    final void beginRound() {
        roundMarked = false;
        roundDetached = false;
    }

    /** Whether the round has no work left; racy against a cancel, never if it has one. */
    final boolean isRoundOver() {
        return roundMarked && roundLast == null;
    }

    /**
     * As {@link #poll}, for the works of the round. A full fence comes before the look at what is
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
                    return MOVING;
                }
            }
            if (roundLast == null) {
                return null;
            }
            Work work = first;
            polledRound = unlink(work, Work.RUNNING);
            return work;
        } finally {
            unlock();
        }
    }

    /** Moves some of what is queued; true if the round is all in order. The lock is held. */
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

    /** The common case: one work, nothing else. Saves the way through MORE. */
    private Work takeOnly() {
        Work h = head;
        if (cursor != null || h == null || h == MORE || h.older != null || !casHead(h, null)) {
            return null;
        }
        polledRound = h.setPhase(Work.RUNNING);
        return h;
    }

    /** Takes the work back; false if it runs, ran or was never queued here. */
    final boolean cancel(Work work) {
        StackRoom.require(this);
        // What was pushed before this call is in order after two segments: the one that is being
        // walked already, and the one that is incoming.
        for (int segments = 0;;) {
            lock();
            try {
                int state = work.state(); // before the queue: a listed work's queue is visible
                int phase = Work.phaseOf(state);
                if (work.queueAcquire() != this || (phase == Work.QUEUED && segments == 2)
                        || phase == Work.IDLE || phase == Work.RUNNING) {
                    return false;
                }
                if (work.state() != state) {
                    continue; // it was in another queue, and has left it for this one
                }
                if (phase == Work.LISTED && cursor == null) {
                    unlink(work, Work.IDLE);
                    return true;
                }
                if (moveChunk()) {
                    segments++;
                }
            } finally {
                unlock();
            }
        }
    }

    /** The works queued now, oldest first. */
    final Work[] snapshot() {
        StackRoom.require(this);
        for (int segments = 0;;) {
            lock();
            try {
                if (cursor == null && segments >= 2) {
                    return toArray();
                }
                if (moveChunk()) {
                    segments++;
                }
            } finally {
                unlock();
            }
        }
    }

    private Work[] toArray() {
        int n = 0;
        for (Work w = first; w != null; w = w.newer) {
            n++;
        }
        Work[] works = new Work[n];
        n = 0;
        for (Work w = first; w != null; w = w.newer) {
            works[n++] = w;
        }
        return works;
    }

    /** Closes the queue if it is empty: every push from now on is refused. */
    final boolean close() {
        StackRoom.require(this);
        lock();
        try {
            return first == null && cursor == null && casHead(null, CLOSED);
        } finally {
            unlock();
        }
    }

    /**
     * Moves incoming works to the ordered list, up to a chunk of them. True if no segment is left
     * half moved. The lock is held.
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

    /** The lock is held, the work is in the ordered list, and no walk is under way before it. */
    private int unlink(Work work, int phase) {
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
        int round = work.setPhase(phase);
        if (first == null && cursor == null) {
            casHead(MORE, null); // fails if more has come in, over MORE
        }
        return round;
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

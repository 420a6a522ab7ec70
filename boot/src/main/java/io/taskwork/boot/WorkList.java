// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * The works that are queued on one thread, in the order in which they were added. Any thread pushes
 * onto it; whoever holds the lock puts in order what came in, and takes works out. The runner takes
 * some works out without the lock. This is a superclass of {@link WorkQueue} so that it costs no
 * object.
 */
class WorkList extends HookList {
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
     * Therefore head alone answers "is anything queued" and "is it closed". The field is in Target,
     * away from the lock: each add changes the one and each poll the other, usually on different
     * processors, which would take a cache line that has both from each other.
     *
     * Moving. The incoming list is detached as a whole (head becomes MORE), then walked from newest
     * to oldest to set the newer links. This is done in chunks: between two chunks the lock is free
     * and the carrier can be given up (Linux once reversed 2,000,000 works in one go, which took
     * 275 ms). While "cursor" is not null such a walk is under way; whoever holds the lock may
     * continue it, and nobody takes a work out of that segment before it is complete. Every work is
     * moved once, so that a cancel costs O(1), amortized. A cancel unlinks the work, so that it can
     * be queued again at once, and a queue that nobody drains does not fill with leftovers.
     */

    /** How many works are moved while the lock is held, which takes some microseconds. */
    private static final int CHUNK = 512;

    static final Work MORE = new Work(null, null);
    static final Work CLOSED = new Work(null, null);

    // The following fields are accessed under the lock.

    /** The oldest and the newest work of the ordered list; null if it is empty. */
    Work first;

    Work last;

    /** Where the move of a segment stopped; null if none is under way. */
    Work cursor;

    private Work segmentNewest;

    /** The walks that are under way: see {@link Walk}. */
    Walk walks;

    /** Queues a claimed work; returns false if the queue is closed, and the work is idle again. */
    final boolean push(Work work) {
        for (;;) {
            Work h = head();
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
        Work h = head();
        return h == null || h == CLOSED;
    }

    /** Returns whether a value of head is a work that nobody has begun to put in order. */
    private static boolean isIncoming(Work h) {
        return h != null && h != MORE && h != CLOSED;
    }

    final boolean isClosed() {
        return head() == CLOSED;
    }

    /**
     * Takes the only work off the head, without the lock, if it has neither a handle nor a posting;
     * otherwise returns null. Only the runner calls this. Nobody adds such a work a second time,
     * and so, while the head is that work, it is the only one.
     */
    final Work takeOnlyFresh() {
        Work h = head();
        if (!isIncoming(h) || h.older != null || h.handle != null || h.posting != null
                || !casHead(h, null)) {
            return null;
        }
        h.setPhase(Work.IDLE);
        return h;
    }

    /**
     * Takes the only work off the head, which is the common case, without going through MORE;
     * otherwise returns null. The lock is held, and the ordered list is empty.
     */
    final Work takeOnly() {
        Work h = head();
        return cursor == null && h != null && h != MORE && h.older == null && casHead(h, null)
                ? h : null;
    }

    /**
     * Moves incoming works to the ordered list, up to a chunk of them. Returns true if no segment
     * is left partly moved. The lock is held.
     */
    final boolean moveChunk() {
        Work w = cursor;
        if (w == null) {
            w = detach();
            if (w == null) {
                return true;
            }
            segmentNewest = w;
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

    /**
     * Puts some of what has come in in order, if anything has. The runner does so from time to
     * time: a program that adds no more while many works wait would otherwise wait until all of
     * these are in order.
     */
    final void catchUp() {
        if (!isIncoming(head())) {
            return;
        }
        lock();
        try {
            moveChunk();
        } finally {
            unlock();
        }
    }

    /** Takes all incoming works off the head; returns the newest, or null if there are none. */
    private Work detach() {
        for (;;) {
            Work h = head();
            if (!isIncoming(h)) {
                return null;
            }
            if (casHead(h, MORE)) { // not blindly: the runner may have taken the only work
                return h;
            }
        }
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
    void unlink(Work work, int phase) {
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
        work.setPhase(phase);
        if (first == null && cursor == null) {
            casHead(MORE, null); // fails if more has come in, over MORE
        }
    }

    private Work head() {
        return (Work) U.getReferenceVolatile(this, HEAD);
    }

    final boolean casHead(Work expected, Work update) {
        return U.compareAndSetReference(this, HEAD, expected, update);
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long HEAD = U.objectFieldOffset(Target.class, "head");
}

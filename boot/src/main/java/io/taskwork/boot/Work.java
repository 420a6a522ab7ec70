// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * One callback and its place in a queue: Linux's {@code struct callback_head}.
 *
 * <p>A work is its own queue node, so that queueing it allocates nothing. {@link WorkQueue} says
 * who may access which field, and under which lock.
 */
public final class Work {
    /** Not queued: it is new, has run (or runs, if it has no handle), or was taken back. */
    static final int IDLE = 0;
    /** Claimed by an adder; in the incoming list, or about to be. */
    static final int QUEUED = 1;
    /** In its queue's ordered list. */
    static final int LISTED = 2;
    /** Its callback is running. */
    static final int RUNNING = 3;
    /** Registered as an exit hook: see {@link HookList}. */
    static final int HOOK = 4;
    /** An exit hook whose turn has come: in its queue's ordered list. */
    static final int TURN = 5;

    static final int PHASE = 7;
    /** What each claim adds to the state. */
    private static final int ONE_CLAIM = PHASE + 1;

    /** What it runs: see {@link #takeCallback}. */
    Runnable callback;

    /** The API object that stands for this work, or null if there is none. */
    final Object handle;

    /**
     * The phase in the low bits, and above them the count of claims, so that no two adds look
     * alike.
     */
    volatile int state;

    /** The queue that it is in. Written by the adder that claimed it; published by the push. */
    WorkQueue queue;

    /** The neighbour that was added earlier. Written by the adder, later under the queue's lock. */
    Work older;

    /** The neighbour that was added later. Written only under the queue's lock. */
    Work newer;

    /**
     * What else is known about the add, or null. Written by the adder that claimed the work, before
     * the push; taken by whoever takes the work out, under the queue's lock.
     */
    Posting posting;

    Work(Runnable callback, Object handle) {
        this.callback = callback;
        this.handle = handle;
    }

    private Work(WorkQueue target, Runnable callback) {
        this.callback = callback;
        handle = null;
        queue = target;
        U.putInt(this, STATE, QUEUED); // without a fence: nobody sees it before the push
    }

    /** Makes a work without a handle, claimed for its only add, without an atomic operation. */
    static Work claimedFor(WorkQueue target, Runnable callback) {
        return new Work(target, callback);
    }

    /** Claims an idle or a running work for one add; returns false if it is queued already. */
    boolean claim(WorkQueue target) {
        for (;;) {
            int s = state;
            int phase = s & PHASE;
            if (phase != IDLE && phase != RUNNING) {
                return false;
            }
            if (casState(s, (s & ~PHASE) + ONE_CLAIM + QUEUED)) { // may fail because of finish, too
                queue = target;
                return true;
            }
        }
    }

    int phase() {
        return state & PHASE;
    }

    /**
     * Sets the phase and leaves the count of claims as it is. Called only under the queue's lock,
     * by the adder after a refusal, or by the runner for a work without a handle.
     */
    void setPhase(int phase) {
        U.putIntRelease(this, STATE, (state & ~PHASE) | phase);
    }

    /** Returns the count of claims, in its bits, which tells one add of this work from the next. */
    int claims() {
        return state & ~PHASE;
    }

    /** Returns whether it is still queued by the add that made the count of claims this one. */
    boolean isQueued(int claims) {
        int s = state;
        int phase = s & PHASE;
        return (s & ~PHASE) == claims && (phase == QUEUED || phase == LISTED);
    }

    /** Takes the posting off a work that the caller takes out, or does not queue after all. */
    Posting takePosting() {
        Posting p = posting;
        if (p != null) {
            posting = null;
        }
        return p;
    }

    /** Returns phase and claims; the same value twice means that nothing happened in between. */
    int state() {
        return state;
    }

    static int phaseOf(int state) {
        return state & PHASE;
    }

    /** Reads the queue with acquire semantics, since {@link #state} is accessed again after it. */
    WorkQueue queueAcquire() {
        return (WorkQueue) U.getReferenceAcquire(this, QUEUE);
    }

    /**
     * Sets the work back to idle after the thread of the given queue has run it, unless it was
     * added again since it was taken out: then it is not running, or it runs on another thread and
     * names that thread's queue. A full fence in each case.
     */
    void finish(WorkQueue queue) {
        int s = state; // read before the queue, which is written after a claim
        if ((s & PHASE) != RUNNING || !isOf(queue) || !casState(s, s & ~PHASE)) {
            U.fullFence();
        }
    }

    /**
     * Returns the phase of this work while its callback runs. If it has no handle, it is idle at
     * once: nobody sees that it runs or adds it again, and so its run need not end in a step of its
     * own, which would be an atomic operation.
     */
    int phaseOfRun() {
        return handle == null ? IDLE : RUNNING;
    }

    /**
     * Returns what the runner is to call now. A work without a handle refers to it no longer, since
     * it may stay in the list until its batch ends, and would keep alive what the callback refers
     * to. A walk that looks at the work at the same time finds null.
     */
    Runnable takeCallback() {
        Runnable taken = callback;
        if (handle == null) {
            callback = null;
        }
        return taken;
    }

    boolean isOf(WorkQueue other) {
        return queueAcquire() == other;
    }

    private boolean casState(int expected, int update) {
        return U.compareAndSetInt(this, STATE, expected, update);
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long STATE = U.objectFieldOffset(Work.class, "state");
    private static final long QUEUE = U.objectFieldOffset(Work.class, "queue");
}

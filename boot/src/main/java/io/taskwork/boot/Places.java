// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;

/** Runs works while the thread waits in a queue of {@code java.util.concurrent.locks}. */
public final class Places {
    /*
     * The thread keeps its place in the lock's queue while it runs works. If its turn comes
     * meanwhile, it stops after the current work and takes the turn; if that work lasts, the turn
     * passes on to the next thread (see Keeper). Therefore nobody waits for a callback, and a
     * callback may take the very lock that its thread waits for.
     *
     * The thread publishes its node as its place, then reads the node's WAITING bit. Whoever brings
     * it the turn clears that bit (signalNext), then unparks, then reads the place. At least one of
     * them therefore sees the other: either the thread finds that its turn has come and runs
     * nothing, or the unparker finds a busy thread. A turn is passed on by taking the place by
     * compare-and-set, taking the node out of the queue, and signalling the next thread. After its
     * works the thread takes its place back by compare-and-set; if that fails, it queues again:
     *   - in acquire, park throws RESTART, acquire cancels its node and rethrows, and the advice on
     *     its exit repeats it without a node;
     *   - in a condition's await, the node was signalled already; canReacquire answers true, and
     *     the acquire that follows is entered without the node. If it has a condition's signal by
     *     then, Signals passes that on.
     *
     * Whoever passes the turn on ends by setting the place to null. The thread waits for that,
     * since await resets its node's status and could otherwise revive a node that is being
     * cancelled.
     */

    /** Thrown from park through acquire, and caught by the advice there; never seen outside. */
    private static final class Restart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Restart() {
            super(null, null, false, false);
        }
    }

    /** Stands for the node while its turn is being passed on. */
    private static final Object TAKEN = new Object();

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    private static final RuntimeException RESTART = new Restart();

    /**
     * How long a thread waits undisturbed after its first lost turn; doubles with each further one.
     */
    private static final long FIRST_PAUSE_NANOS = 100_000L;

    private static final long MAX_PAUSE_NANOS = 5_000_000L;

    private Places() {}

    /**
     * Runs what is queued while the thread waits in a queue. The condition is null in {@code
     * acquire}.
     */
    static boolean runInQueue(
            Thread self, Slot slot, Target target, Object sync, Object condition) {
        boolean acquiring = condition == null;
        LockQueue queue = LockQueue.of(sync);
        Object node = target.node;
        if (node == null || queue.waiter(node) != self) {
            // The thread seems not to be in the queue: a program may name any object as its
            // blocker. However, a thread older than the agent may have entered the queue before the
            // agent came, and a thread whose tryAcquire awaits something else has another node by
            // now.
            return Slot.lockOf(self) == slot && slot.acquires == 0
                    && Drain.atRunPoint(self, slot, target, RunPoint.PARK);
        }
        if (target.passes > 0) {
            waitUndisturbed(target);
        }
        Object signal = target.condition;
        target.placeSync = sync;
        target.placeCondition = queue != LockQueue.INT ? null : acquiring ? signal : condition;
        target.thread = self;
        target.drains++;
        target.setPlace(node);
        if (!queue.isWaiting(node)) {
            takePlaceBack(target, node, acquiring);
            return true; // its turn has come, so let it look
        }
        try {
            if (!acquiring && target.placeCondition != null) {
                Leaders.watch(target);
            }
            return Drain.atRunPoint(self, slot, target, RunPoint.PARK);
        } finally {
            target.condition = signal; // callbacks may have waited as well
            takePlaceBack(target, node, acquiring);
        }
    }

    private static void takePlaceBack(Target target, Object node, boolean acquiring) {
        boolean kept = target.casPlace(node, null);
        if (!kept) {
            awaitPasser(target);
        }
        target.placeSync = null;
        target.placeCondition = null;
        if (!kept) {
            target.signalled = null;
            target.passes++;
            if (acquiring) {
                throw RESTART;
            }
        }
    }

    private static void awaitPasser(Target target) {
        while (target.place() != null) {
            SpinLock.relax(); // the passer is a few instructions from its end
        }
    }

    /**
     * Makes a thread that was busy when its turn came wait before it starts the next works: for a
     * time that doubles with every lost turn, it only waits for the next turn. It therefore gets
     * the lock however many works come, and works that the lock's holder waits for still run.
     */
    private static void waitUndisturbed(Target target) {
        target.draining = true; // no run points
        try {
            // This may consume a permit, but park returns after it.
            LockSupport.parkNanos(Math.min(
                    MAX_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(target.passes - 1, 15)));
        } finally {
            target.draining = false;
        }
    }

    /** Returns whether the thread is busy with works and its turn has come. */
    static boolean hasTurn(Target target) {
        Object node = target.place();
        if (node == null || node == TAKEN) {
            return false;
        }
        Object sync = target.placeSync;
        return sync != null && !LockQueue.of(sync).isWaiting(node);
    }

    /**
     * Passes the turn of a busy thread on, if it has come; returns the thread that has it now, or
     * null.
     */
    static Thread passTurn(Target target) {
        return hasTurn(target) ? giveUpPlace(target, target.place()) : null;
    }

    private static Thread giveUpPlace(Target target, Object node) {
        StackRoom.require(target);
        Object sync = target.placeSync; // read first: if the place is won, they are the node's
        Object condition = target.placeCondition;
        if (node == null || node == TAKEN || sync == null || !target.casPlace(node, TAKEN)) {
            return null;
        }
        LockQueue queue = LockQueue.of(sync);
        try {
            // The next one is signalled even if the turn had not come, since it may come while the
            // node is being removed.
            return queue.signalNext(queue.remove(sync, node));
        } finally {
            target.signalled = condition;
            target.setPlace(null);
        }
    }

    /**
     * Called when a callback is about to queue for the lock that its thread waits for. It must not
     * wait behind its own thread, and therefore the thread gives up its place and queues again
     * later.
     */
    static void yieldOwnPlace(Target target, Object sync) {
        Object node = target.place();
        if (node != null && node != TAKEN && target.placeSync == sync
                && LockQueue.of(sync).isEnqueued(node)) {
            LockSupport.unpark(giveUpPlace(target, node));
            if (target.signalled != null) {
                Keeper.lateTurn(target);
            }
        }
    }

    /** Returns whether {@code acquire} is to be repeated without a node instead of throwing. */
    static boolean isRestart(Throwable thrown) {
        return thrown == RESTART;
    }
}

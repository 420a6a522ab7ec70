// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.Consumer;
import jdk.internal.misc.Unsafe;

/**
 * The wait queue of {@code AbstractQueuedSynchronizer} or {@code AbstractQueuedLongSynchronizer},
 * as seen by a thread that takes another thread's node out of it.
 *
 * <p>The names are those of the JDK. A node is an {@code Object} here, since its class is private.
 */
final class LockQueue {
    private static final Unsafe U = Unsafe.getUnsafe(); // first, since the instances need it

    static final LockQueue INT =
            new LockQueue(AbstractQueuedSynchronizer.class, JdkFields.SYNCHRONIZER);
    static final LockQueue LONG =
            new LockQueue(AbstractQueuedLongSynchronizer.class, JdkFields.LONG_SYNCHRONIZER);

    /** The bit that says that the waiter's turn has not come yet; {@code signalNext} clears it. */
    private final int waiting;

    private final int cancelled;
    private final long status;
    private final long prev;
    private final long next;
    private final long waiter;
    private final long head;
    private final long tail;
    private final long outer;
    private final Consumer<Object> cleanQueue;

    private LockQueue(Class<?> sync, JdkFields.Synchronizer fields) {
        waiting = fields.waiting.constant();
        cancelled = fields.cancelled.constant();
        status = fields.status.offset();
        prev = fields.prev.offset();
        next = fields.next.offset();
        waiter = fields.waiter.offset();
        head = fields.head.offset();
        tail = fields.tail.offset();
        outer = fields.outer.offset();
        cleanQueue = HiddenMethods.action(sync, "cleanQueue");
    }

    static LockQueue of(Object sync) {
        return sync instanceof AbstractQueuedSynchronizer ? INT : LONG;
    }

    /** Returns the synchronizer to which a {@code ConditionObject} belongs. */
    Object outer(Object condition) {
        return U.getReference(condition, outer);
    }

    Object head(Object sync) {
        return U.getReferenceVolatile(sync, head);
    }

    /**
     * Returns whether the node waits for its turn: false once its turn has come, or it was
     * cancelled, or if it was never queued.
     */
    boolean isWaiting(Object node) {
        int s = U.getIntVolatile(node, status);
        return s >= 0 && (s & waiting) != 0;
    }

    /**
     * Returns whether the node is certainly in the lock's queue; false if it is on a condition, or
     * is being enqueued.
     */
    boolean isEnqueued(Object node) {
        Object p = U.getReferenceVolatile(node, prev);
        return p != null && U.getReferenceVolatile(p, next) == node;
    }

    Thread waiter(Object node) {
        return (Thread) U.getReference(node, waiter);
    }

    /**
     * Takes a node whose turn has come out of the queue. This is one round of {@code cleanQueue},
     * at this node, or {@code cleanQueue} itself if the node's neighbours change.
     *
     * @return the node whose successor's turn it is now
     */
    Object remove(Object sync, Object node) {
        U.putReference(node, waiter, null);
        U.putIntVolatile(node, status, cancelled);
        Object p = U.getReferenceVolatile(node, prev);
        Object s = U.getReferenceVolatile(node, next);
        // These are second looks, after the unsplice. The first shows that p is the head, so that
        // nothing except the head will ever lie beyond this node. The second shows that s was not
        // being cancelled meanwhile, by a thread that would have to walk through this node to
        // repair what the two threads did. In that case nobody needs the link through this node any
        // more, and cancelAcquire does not have to walk.
        if (p != null && unsplice(sync, p, node, s)
                && U.getReferenceVolatile(p, prev) == null
                && (s == null || U.getIntVolatile(s, status) >= 0)) {
            U.putReferenceVolatile(node, prev, null);
            return p;
        }
        cleanQueue.accept(sync); // may throw, if the scheduler has no room for a task
        return head(sync);
    }

    /**
     * Does what {@code signalNext} does, except for the unpark; returns the thread to unpark, or
     * null.
     */
    Thread signalNext(Object h) {
        Object s = h == null ? null : U.getReferenceVolatile(h, next);
        if (s == null || U.getIntVolatile(s, status) == 0) {
            return null;
        }
        U.getAndBitwiseAndInt(s, status, ~waiting);
        return waiter(s);
    }

    private boolean unsplice(Object sync, Object p, Object q, Object s) {
        boolean done = s == null
                ? U.compareAndSetReference(sync, tail, q, p)
                : U.getReferenceVolatile(s, prev) == q
                        && U.getIntVolatile(s, status) >= 0
                        && U.compareAndSetReference(s, prev, q, p);
        if (!done || U.getReferenceVolatile(q, prev) != p) {
            return false;
        }
        U.compareAndSetReference(p, next, q, s); // may fail: cleanQueue repairs it
        return true;
    }
}

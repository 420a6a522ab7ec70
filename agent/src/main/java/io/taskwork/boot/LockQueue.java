// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import jdk.internal.misc.Unsafe;

/**
 * The wait queue of {@code AbstractQueuedSynchronizer}, or of its Long twin, as seen by a thread
 * that takes another's node out of it.
 *
 * <p>Names are those of the JDK. A node is an {@code Object} here, since its class is private.
 */
final class LockQueue {
    private static final Unsafe U = Unsafe.getUnsafe(); // first: the instances need it

    static final LockQueue INT = new LockQueue(
            AbstractQueuedSynchronizer.class, JdkFields.SYNCHRONIZER, new IntProbe());
    static final LockQueue LONG = new LockQueue(AbstractQueuedLongSynchronizer.class,
            JdkFields.LONG_SYNCHRONIZER, new LongProbe());

    /** The bit that {@code signalNext} clears: the waiter's turn has not come yet. */
    private final int waiting;

    private final int cancelled;
    private final long status;
    private final long prev;
    private final long next;
    private final long waiter;
    private final long head;
    private final long tail;
    private final long outer;
    private final MethodHandle cleanQueue;

    /** More calls than the JDK wants before it tailors a method handle, which defines a class. */
    private static final int WARM_UP = 300;

    /** Empty queues, to warm up with. */
    private static final class IntProbe extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1L;
    }

    private static final class LongProbe extends AbstractQueuedLongSynchronizer {
        private static final long serialVersionUID = 1L;
    }

    private LockQueue(Class<?> sync, JdkFields.Synchronizer fields, Object probe) {
        waiting = fields.waiting.constant();
        cancelled = fields.cancelled.constant();
        status = fields.status.offset();
        prev = fields.prev.offset();
        next = fields.next.offset();
        waiter = fields.waiter.offset();
        head = fields.head.offset();
        tail = fields.tail.offset();
        outer = fields.outer.offset();
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(sync, MethodHandles.lookup());
            cleanQueue = lookup.findVirtual(sync, "cleanQueue", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new InternalError(e);
        }
        for (int i = 0; i < WARM_UP; i++) {
            clean(probe);
        }
    }

    static LockQueue of(Object sync) {
        return sync instanceof AbstractQueuedSynchronizer ? INT : LONG;
    }

    /** The synchronizer to which a {@code ConditionObject} belongs. */
    Object outer(Object condition) {
        return U.getReference(condition, outer);
    }

    Object head(Object sync) {
        return U.getReferenceVolatile(sync, head);
    }

    /** False once its turn has come, or it was cancelled, or if it was never queued. */
    boolean isWaiting(Object node) {
        int s = U.getIntVolatile(node, status);
        return s >= 0 && (s & waiting) != 0;
    }

    /** In the lock's queue for sure; false for a node that is on a condition, or on its way. */
    boolean isEnqueued(Object node) {
        Object p = U.getReferenceVolatile(node, prev);
        return p != null && U.getReferenceVolatile(p, next) == node;
    }

    Thread waiter(Object node) {
        return (Thread) U.getReference(node, waiter);
    }

    /**
     * Takes a node whose turn has come out of the queue. One round of {@code cleanQueue}, at this
     * node; {@code cleanQueue} itself if its neighbours move.
     *
     * @return the node whose successor's turn it is now
     */
    Object remove(Object sync, Object node) {
        U.putReference(node, waiter, null);
        U.putIntVolatile(node, status, cancelled);
        Object p = U.getReferenceVolatile(node, prev);
        Object s = U.getReferenceVolatile(node, next);
        // The second looks, after the unsplice: p is the head, so that nothing but the head lies
        // beyond this node, for good; and s was not being cancelled meanwhile, by a thread that
        // would have to walk through this node to mend what the two of us did. Then nobody needs
        // the way through it any more, and cancelAcquire, which would walk, need not.
        if (p != null && unsplice(sync, p, node, s)
                && U.getReferenceVolatile(p, prev) == null
                && (s == null || U.getIntVolatile(s, status) >= 0)) {
            U.putReferenceVolatile(node, prev, null);
            return p;
        }
        clean(sync);
        return head(sync);
    }

    /** {@code signalNext}, but for the unpark: the thread to be unparked, or null. */
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
        U.compareAndSetReference(p, next, q, s); // fine if it fails: cleanQueue helps
        return true;
    }

    private void clean(Object sync) {
        try {
            cleanQueue.invokeExact(sync);
        } catch (Throwable e) {
            throw new InternalError(e); // unpark may: the scheduler has no room for a task
        }
    }
}

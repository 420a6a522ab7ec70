// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import jdk.internal.misc.Unsafe;

/**
 * The waiters of a {@code ConditionObject} of {@code AbstractQueuedSynchronizer}, as seen by a
 * thread that does not hold the lock.
 */
final class ConditionQueue {
    /*
     * The list's links belong to the holder of the lock and are only read here. Whoever clears a
     * node's COND bit owns its wake: doSignal, a waiter that is interrupted or whose time is over,
     * or this class, which then enqueues the node as doSignal does. The node stays in the list
     * without that bit, as a cancelled one may, until the next signal or cancelled waiter drops it.
     *
     * After doSignal's enqueue comes a release, which brings the node its turn if it is the first.
     * Here the lock may be free, and therefore the first in the queue is signalled once more.
     */

    /** How often the list is read again if the lock's holder changes it meanwhile. */
    private static final int MAX_READS = 10;

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final int COND = JdkFields.COND.constant();
    private static final long STATUS = JdkFields.SYNCHRONIZER.status.offset();
    private static final long FIRST = JdkFields.FIRST_WAITER.offset();
    private static final long LAST = JdkFields.LAST_WAITER.offset();
    private static final long NEXT = JdkFields.NEXT_WAITER.offset();
    private static final BiConsumer<Object, Object> ENQUEUE =
            HiddenMethods.action(AbstractQueuedSynchronizer.class, "enqueue", findNode());

    private ConditionQueue() {}

    /**
     * Signals the first waiter that is not busy with works. If all waiters are busy, it signals the
     * first of them: that one looks for itself when it is no longer busy, and if its turn comes
     * before that, all of them are looked at once more.
     */
    static void signal(Object sync, Object condition) {
        for (int reads = 0; reads < MAX_READS; reads++) {
            Object node = choose(condition);
            if (node == null) {
                return; // no thread waits
            }
            if (claim(node)) {
                ENQUEUE.accept(sync, node); // may throw, if the scheduler has no room for a task
                LockQueue queue = LockQueue.INT;
                LockSupport.unpark(queue.signalNext(queue.head(sync)));
                return;
            }
        }
    }

    /** Signals the first waiter that is not busy with works, if there is one. */
    static void signalIdle(Object sync, Object condition) {
        Object node = choose(condition);
        if (node != null && !isBusy(LockQueue.INT.waiter(node)) && claim(node)) {
            ENQUEUE.accept(sync, node);
            LockQueue queue = LockQueue.INT;
            LockSupport.unpark(queue.signalNext(queue.head(sync)));
        }
    }

    private static Object choose(Object condition) {
        Object busy = null;
        Object last;
        int reads = 0;
        do {
            last = null;
            Object node = U.getReferenceVolatile(condition, FIRST);
            for (; node != null; node = U.getReferenceVolatile(node, NEXT)) {
                if (isWaiting(node)) {
                    if (!isBusy(LockQueue.INT.waiter(node))) {
                        return node;
                    }
                    busy = busy == null ? node : busy;
                }
                last = node;
            }
            // A node that was dropped meanwhile leads nowhere, so the walk begins again.
        } while (busy == null && last != U.getReferenceVolatile(condition, LAST)
                && ++reads < MAX_READS);
        return busy;
    }

    private static boolean isWaiting(Object node) {
        return (U.getIntVolatile(node, STATUS) & COND) != 0;
    }

    private static boolean claim(Object node) {
        return (U.getAndBitwiseAndInt(node, STATUS, ~COND) & COND) != 0;
    }

    /**
     * Returns whether the waiter runs works. If it begins to after this look, its turn is late as
     * well and passes on.
     */
    private static boolean isBusy(Thread waiter) {
        Target target = waiter == null ? null : Target.find(waiter);
        return target != null && target.place() != null;
    }

    private static Class<?> findNode() {
        try {
            return Class.forName(AbstractQueuedSynchronizer.class.getName() + "$ConditionNode");
        } catch (ClassNotFoundException e) {
            throw new InternalError(e);
        }
    }
}

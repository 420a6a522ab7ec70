// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.Exchanger;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;

/** Runs works at a park; the blocker decides how, and whether the thread may run any. */
final class Parks {
    private static final Class<?> TREE_BIN = treeBin();

    private Parks() {}

    /**
     * Runs what is queued, at a run point in {@code park}, if the blocker allows it.
     *
     * @return true if park is to return at once
     */
    static boolean runAtPark(Thread self, Slot slot, Target target) {
        Object blocker = LockSupport.getBlocker(self);
        if (blocker == null) {
            return Drain.atRunPoint(self, slot, target, RunPoint.PARK);
        }
        if (blocker instanceof AbstractQueuedSynchronizer
                || blocker instanceof AbstractQueuedLongSynchronizer) {
            return Places.runInQueue(self, slot, target, blocker, null);
        }
        if (blocker instanceof AbstractQueuedSynchronizer.ConditionObject) {
            return Places.runInQueue(self, slot, target, LockQueue.INT.outer(blocker), blocker);
        }
        if (blocker instanceof AbstractQueuedLongSynchronizer.ConditionObject) {
            return Places.runInQueue(self, slot, target, LockQueue.LONG.outer(blocker), blocker);
        }
        if (isWithoutWayOut(blocker)) {
            return false;
        }
        if (blocker instanceof Exchanger) {
            return Exchanges.runAtPark(self, slot, target, blocker);
        }
        return Drain.atRunPoint(self, slot, target, RunPoint.PARK);
    }

    /**
     * Returns whether other threads may queue behind this one while it cannot give up its place.
     */
    static boolean isWithoutWayOut(Object blocker) {
        return blocker instanceof StampedLock || TREE_BIN.isInstance(blocker);
    }

    private static Class<?> treeBin() {
        try {
            return Class.forName("java.util.concurrent.ConcurrentHashMap$TreeBin");
        } catch (ClassNotFoundException e) {
            throw new InternalError(e);
        }
    }
}

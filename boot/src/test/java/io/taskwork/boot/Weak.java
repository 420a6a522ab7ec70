// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Stands in for an atomic operation in a weakened twin: it takes the same steps, one by one. */
final class Weak {
    private Weak() {}

    static boolean compareAndSetReference(
            Object unsafe, Object object, long offset, Object expected, Object update) {
        if (Memory.getReference(object, offset) != expected) {
            return false;
        }
        Pauses.now();
        Memory.putReference(object, offset, update);
        return true;
    }

    static boolean compareAndSet(
            AtomicReferenceArray<Object> array, int index, Object expected, Object update) {
        if (array.get(index) != expected) {
            return false;
        }
        Pauses.now();
        array.set(index, update);
        return true;
    }

    static boolean compareAndSetInt(
            Object unsafe, Object object, long offset, int expected, int update) {
        if (Memory.getInt(object, offset) != expected) {
            return false;
        }
        Pauses.now();
        Memory.putInt(object, offset, update);
        return true;
    }

    /** Stands in for a call of {@link WorkList#casHead}: looks, and then writes. */
    static boolean casHead(WorkList queue, Work expected, Work update) {
        return compareAndSetReference(null, queue, Head.OFFSET, expected, update);
    }

    /** Stands in for a call in {@link Work#finish}: takes a run on any thread for its own. */
    static boolean isOf(Work work, WorkQueue queue) {
        return true;
    }

    /** Stands in for a call in {@link SpinLock}: the works that have started stay in the list. */
    static void countEnded(SpinLock lock, int count) {}

    /** A lock that lets everybody in. */
    static final class NoLock {
        private NoLock() {}

        static boolean compareAndSetInt(
                Object unsafe, Object object, long offset, int expected, int update) {
            return true;
        }
    }

    /** The offset is in a class of its own, since other twins need no head. */
    private static final class Head {
        static final long OFFSET = Memory.offset(Target.class, "head");
    }
}

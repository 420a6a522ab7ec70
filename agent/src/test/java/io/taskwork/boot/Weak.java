// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/** What stands in for an atomic operation in a weakened twin: the same steps, one by one. */
final class Weak {
    private static final Unsafe U = Unsafe.getUnsafe();

    private Weak() {}

    static boolean compareAndSetReference(
            Unsafe unsafe, Object object, long offset, Object expected, Object update) {
        if (U.getReferenceVolatile(object, offset) != expected) {
            return false;
        }
        Pauses.now();
        U.putReferenceVolatile(object, offset, update);
        return true;
    }

    static boolean compareAndSetInt(
            Unsafe unsafe, Object object, long offset, int expected, int update) {
        if (U.getIntVolatile(object, offset) != expected) {
            return false;
        }
        Pauses.now();
        U.putIntVolatile(object, offset, update);
        return true;
    }

    static Object getAndSetReference(Unsafe unsafe, Object object, long offset, Object update) {
        Object old = U.getReferenceVolatile(object, offset);
        Pauses.now();
        U.putReferenceVolatile(object, offset, update);
        return old;
    }

    /** Of {@link WorkQueue#close}: looks, then writes. */
    static boolean casHead(WorkQueue queue, Work expected, Work update) {
        return compareAndSetReference(U, queue, Head.OFFSET, expected, update);
    }

    /** A lock that lets everybody in. */
    static final class NoLock {
        private NoLock() {}

        static boolean compareAndSetInt(
                Unsafe unsafe, Object object, long offset, int expected, int update) {
            return true;
        }
    }

    /** Apart, since other twins need no head. */
    private static final class Head {
        static final long OFFSET = U.objectFieldOffset(WorkQueue.class, "head");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A count that starts at one and, once it is zero, stays there: {@code file_ref_t}. */
final class References {
    private static final VarHandle COUNT;

    private volatile int count = 1;

    /** Returns the current count. */
    int count() {
        return count;
    }

    /**
     * Adds one unless the count is zero, so that no thread can revive what another is about to
     * close.
     */
    boolean retain() {
        for (;;) {
            int n = count;
            if (n == 0) {
                return false;
            }
            if (n == Integer.MAX_VALUE) {
                throw new IllegalStateException("too many references");
            }
            if (COUNT.compareAndSet(this, n, n + 1)) {
                return true;
            }
        }
    }

    /** Subtracts one; true for the caller that made it zero, and for no other. */
    boolean release() {
        for (;;) {
            int n = count;
            if (n == 0) {
                throw new IllegalStateException("released more often than retained");
            }
            if (COUNT.compareAndSet(this, n, n - 1)) {
                return n == 1;
            }
        }
    }

    /**
     * Restores the count for the caller that made it zero, when nobody else changes it. Calls
     * nothing.
     */
    void undoLast() {
        count = 1;
    }

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(References.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A count that starts at one and, once it is zero, stays there: {@code file_ref_t}. */
final class References {
    private static final VarHandle COUNT;

    private volatile int count = 1;

    /** The count now. */
    int count() {
        return count;
    }

    /** One more, unless it is zero: so no thread can bring back what another is about to close. */
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

    /** One less; true for the one that made it zero, and for no other. */
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

    /** For the one that made it zero, which nobody else changes: as before. Calls nothing. */
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

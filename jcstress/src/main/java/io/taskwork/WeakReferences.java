// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** {@link References} without one of its atomic operations; only the weakened twin uses it. */
final class WeakReferences {
    private static final VarHandle COUNT;

    private WeakReferences() {}

    /** References.retain with a read and a store in place of its compare-and-set. */
    static boolean retain(References references) {
        int n = references.count();
        if (n == 0) {
            return false;
        }
        COUNT.setVolatile(references, n + 1);
        return true;
    }

    static {
        try {
            COUNT = MethodHandles.privateLookupIn(References.class, MethodHandles.lookup())
                    .findVarHandle(References.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

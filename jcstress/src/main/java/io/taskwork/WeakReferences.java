// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** {@link References} with an atomic operation taken away: for the twin only. */
final class WeakReferences {
    private static final VarHandle COUNT;

    private WeakReferences() {}

    /** References.retain, its compare-and-set as a look and a store. */
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

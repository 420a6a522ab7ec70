// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import java.lang.reflect.InvocationTargetException;

/** {@code java.lang.ScopedValue} by reflection, since JDK 21 has it as a preview API. */
final class Scoped {
    private final Class<?> type;
    private final Object value;

    private Scoped() throws ReflectiveOperationException {
        type = Class.forName("java.lang.ScopedValue");
        value = type.getMethod("newInstance").invoke(null);
    }

    static Scoped newInstance() throws ReflectiveOperationException {
        return new Scoped();
    }

    Object get() {
        try {
            return type.getMethod("get").invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    void runWhere(Object bound, Runnable body) {
        try {
            Object carrier = type.getMethod("where", type, Object.class)
                    .invoke(null, value, bound);
            carrier.getClass().getMethod("run", Runnable.class).invoke(carrier, body);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The volatile accesses of {@code jdk.internal.misc.Unsafe}, by method handles: javac knows that
 * class only without {@code --release}, which keeps the tests to the API of JDK 21.
 */
final class Memory {
    private static final MethodHandle GET_REFERENCE =
            bind("getReferenceVolatile", Object.class, Object.class, long.class);
    private static final MethodHandle PUT_REFERENCE =
            bind("putReferenceVolatile", void.class, Object.class, long.class, Object.class);
    private static final MethodHandle GET_INT =
            bind("getIntVolatile", int.class, Object.class, long.class);
    private static final MethodHandle PUT_INT =
            bind("putIntVolatile", void.class, Object.class, long.class, int.class);
    private static final MethodHandle OFFSET =
            bind("objectFieldOffset", long.class, Class.class, String.class);

    private Memory() {}

    static Object getReference(Object object, long offset) {
        try {
            return (Object) GET_REFERENCE.invokeExact(object, offset);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static void putReference(Object object, long offset, Object value) {
        try {
            PUT_REFERENCE.invokeExact(object, offset, value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int getInt(Object object, long offset) {
        try {
            return (int) GET_INT.invokeExact(object, offset);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static void putInt(Object object, long offset, int value) {
        try {
            PUT_INT.invokeExact(object, offset, value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long offset(Class<?> type, String field) {
        try {
            return (long) OFFSET.invokeExact(type, field);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle bind(String name, Class<?> result, Class<?>... arguments) {
        try {
            Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
            Object unsafe = type.getMethod("getUnsafe").invoke(null);
            return MethodHandles.lookup()
                    .bind(unsafe, name, MethodType.methodType(result, arguments));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

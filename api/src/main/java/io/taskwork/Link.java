// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one runtime in the JVM, and says whether it fits this API. The runtime is in the boot
 * loader, to which the agent defines it, or in the {@code java.base} of a woven runtime image.
 *
 * <p>It is found by name. If its package were in this jar, an application on the module path would
 * silently get a second copy of it.
 */
final class Link {
    /** Names the class whose static methods are called; only the boot loader is asked for it. */
    private static final String ENTRY = "io.taskwork.boot.Entry";

    /**
     * The version of this jar. It is a constant because a named module has no manifest to read it
     * from, nor has a jar into which this one was copied.
     */
    static final String VERSION = "0.1.0-SNAPSHOT";

    /** Whether the runtime is there and fits. Once true it stays true. */
    private static boolean active;

    private Link() {}

    static boolean isActive() {
        if (!active && ask("woven") != null && fits()) {
            active = true;
        }
        return active;
    }

    /** Returns whether the runtime has all that this API calls. Called only if there is one. */
    static boolean fits() {
        try {
            // Initialized here, since later it might fail on a stack that is nearly full, and would
            // then have failed for good.
            MethodHandles.lookup().ensureInitialized(Door.class);
            MethodHandles.lookup().ensureInitialized(TaskWork.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return Door.missing() == null;
    }

    /**
     * Returns what the runtime says about itself; null if it says nothing, does not know the
     * question, or is not there.
     */
    static @Nullable String ask(String question) {
        MethodHandle answer = find(entry(), question, MethodType.methodType(String.class));
        try {
            return answer == null ? null : (String) answer.invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Returns the runtime's entry class; null if there is no runtime in this JVM. */
    static @Nullable Class<?> entry() {
        try {
            return Class.forName(ENTRY, true, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /**
     * Finds a method of the runtime; null if there is no runtime, or it is of another version and
     * has no such method. It uses {@code publicLookup}, since a named module's own lookup does not
     * see the boot loader's unnamed module.
     */
    static @Nullable MethodHandle find(@Nullable Class<?> entry, String name, MethodType type) {
        if (entry == null) {
            return null;
        }
        try {
            return MethodHandles.publicLookup().findStatic(entry, name, type);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static void require() {
        if (!active && !isActive()) {
            throw new IllegalStateException("taskwork is " + status());
        }
    }

    static Status status() {
        return Diagnosis.status();
    }

    /**
     * Rethrows what a method of the runtime threw. It is unchecked, since these methods declare no
     * checked exception.
     */
    static RuntimeException rethrow(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) e;
    }
}

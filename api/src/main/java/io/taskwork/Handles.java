// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's methods as constants. The class is initialized only when the runtime is known to be
 * there. Its initialization does not fail if a method is missing, since it would then fail for good
 * and with another exception each time; instead no constant is used if one is {@link #missing()}.
 */
final class Handles {
    private static @Nullable String missing;

    static final MethodHandle NEW_WORK =
            find("newWork", Object.class, Runnable.class, Object.class);
    static final MethodHandle STATE = find("state", int.class, Object.class);
    static final MethodHandle ADD_WORK =
            find("addWork", boolean.class, Thread.class, Object.class, int.class);
    static final MethodHandle ADD_ESCALATING = find(
            "addWork", boolean.class, Thread.class, Object.class, int.class, long.class);
    static final MethodHandle ADD_CALLBACK =
            find("addCallback", boolean.class, Thread.class, Runnable.class, int.class);
    static final MethodHandle CANCEL = find("cancel", boolean.class, Object.class);
    static final MethodHandle CANCEL_MATCHING =
            find("cancelMatching", Object[].class, Thread.class, Predicate.class, int.class);
    static final MethodHandle ENSURE_QUEUED =
            find("ensureQueued", boolean.class, Thread.class, Object.class, int.class);
    static final MethodHandle ON_EXIT =
            find("onExit", boolean.class, Thread.class, Object.class);
    static final MethodHandle ON_EXIT_CALLBACK =
            find("onExitCallback", boolean.class, Thread.class, Runnable.class);
    static final MethodHandle RUN = find("run", int.class);
    static final MethodHandle PENDING = find("pending", boolean.class, Thread.class);
    static final MethodHandle EXITING = find("exiting", boolean.class);
    static final MethodHandle OPEN_MASK = find("openMask", void.class);
    static final MethodHandle CLOSE_MASK = find("closeMask", void.class);
    static final MethodHandle REACH = find("reach", int.class, Thread.class);

    private Handles() {}

    /** Names a method that the runtime in this JVM does not have; null if it has all of them. */
    static @Nullable String missing() {
        return missing;
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        MethodType type = MethodType.methodType(result, parameters);
        MethodHandle handle = Link.find(Link.entry(), name, type);
        if (handle == null) {
            missing = name + type;
            return MethodHandles.empty(type); // never called
        }
        return handle;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the runtime that this API calls. Each is here once, and once in the runtime's
 * {@code Entry}, of the same name and signature; a test compares the two.
 *
 * <p>They are called by method handles, which are constants that the compiler sees through, and not
 * directly. A direct call would ask the API's own class loader for {@code Entry}, and a loader that
 * hands on certain packages only, such as one of OSGi, does not find it.
 *
 * <p>The class is initialized only when the runtime is known to be there. Its initialization does
 * not fail if a method is missing, since it would then fail for good and with another exception
 * each time; instead no method is called if one is {@link #missing()}.
 */
final class Door {
    private static @Nullable String missing;

    private Door() {}

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

    private static final MethodHandle NEW_WORK =
            find("newWork", Object.class, Runnable.class, Object.class);

    static Object newWork(Runnable callback, Object handle) {
        try {
            return (Object) NEW_WORK.invokeExact(callback, handle);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle STATE = find("state", int.class, Object.class);

    /** Returns the ordinal of the work's {@link TaskWork.State}. */
    static int state(Object work) {
        try {
            return (int) STATE.invokeExact(work);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle ADD_WORK =
            find("addWork", boolean.class, Thread.class, Object.class, int.class);

    static boolean addWork(Thread target, Object work, int mode) {
        try {
            return (boolean) ADD_WORK.invokeExact(target, work, mode);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle ADD_ESCALATING =
            find("addWork", boolean.class, Thread.class, Object.class, int.class, long.class);

    static boolean addWork(Thread target, Object work, int mode, long escalateNanos) {
        try {
            return (boolean) ADD_ESCALATING.invokeExact(target, work, mode, escalateNanos);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle ADD_CALLBACK =
            find("addCallback", boolean.class, Thread.class, Runnable.class, int.class);

    static boolean addCallback(Thread target, Runnable callback, int mode) {
        try {
            return (boolean) ADD_CALLBACK.invokeExact(target, callback, mode);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle CANCEL = find("cancel", boolean.class, Object.class);

    static boolean cancel(Object work) {
        try {
            return (boolean) CANCEL.invokeExact(work);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle ENSURE_QUEUED =
            find("ensureQueued", boolean.class, Thread.class, Object.class, int.class);

    static boolean ensureQueued(Thread target, Object work, int mode) {
        try {
            return (boolean) ENSURE_QUEUED.invokeExact(target, work, mode);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle ON_EXIT =
            find("onExit", boolean.class, Thread.class, Object.class);

    static boolean onExit(Thread target, Object work) {
        try {
            return (boolean) ON_EXIT.invokeExact(target, work);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle ON_EXIT_CALLBACK =
            find("onExitCallback", boolean.class, Thread.class, Runnable.class);

    static boolean onExitCallback(Thread target, Runnable cleanup) {
        try {
            return (boolean) ON_EXIT_CALLBACK.invokeExact(target, cleanup);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle CANCEL_MATCHING =
            find("cancelMatching", Object[].class, Thread.class, Predicate.class, int.class);

    /** Returns works and their handles by turns, null after the last one; null if none matched. */
    static @Nullable Object @Nullable [] cancelMatching(
            Thread target, Predicate<? super Runnable> match, int most) {
        try {
            return (Object[]) CANCEL_MATCHING.invokeExact(target, (Predicate<?>) match, most);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle RUN = find("run", int.class);

    static int run() {
        try {
            return (int) RUN.invokeExact();
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle PENDING = find("pending", boolean.class, Thread.class);

    static boolean pending(Thread target) {
        try {
            return (boolean) PENDING.invokeExact(target);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle EXITING = find("exiting", boolean.class);

    static boolean exiting() {
        try {
            return (boolean) EXITING.invokeExact();
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle OPEN_MASK = find("openMask", void.class);

    static void openMask() {
        try {
            OPEN_MASK.invokeExact();
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle CLOSE_MASK = find("closeMask", void.class);

    static void closeMask() {
        try {
            CLOSE_MASK.invokeExact();
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }

    private static final MethodHandle REACH = find("reach", int.class, Thread.class);

    /** Returns the ordinal of the thread's {@link Reach}. */
    static int reach(Thread target) {
        try {
            return (int) REACH.invokeExact(target);
        } catch (Throwable e) {
            throw Link.rethrow(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandles;
import java.util.function.Predicate;

/**
 * The way from this API to the one runtime in the JVM, which the agent defines to the boot loader.
 *
 * <p>It is found by name and called by method handle: were its package in this jar, an application
 * on the module path would silently get a second copy of it.
 */
final class Link {
    /** Names the class whose static methods are called; only the boot loader is asked for it. */
    static final String ENTRY = "io.taskwork.boot.Entry";

    /** Set by the agent: "active", or the reason why it refused. */
    private static final String STATUS_PROPERTY = "io.taskwork.status";

    private static final String REMEDY =
            "  start with:   java -javaagent:/path/to/taskwork-agent.jar ...\n"
                    + "  Maven tests:  <argLine>-javaagent:/path/to/taskwork-agent.jar</argLine>\n"
                    + "  check it:     java -jar taskwork-agent.jar";

    /** Once true it stays true, and the handles are constants to the compiler. */
    private static boolean active;

    private Link() {}

    static boolean isActive() {
        if (!active) {
            active = "active".equals(System.getProperty(STATUS_PROPERTY)) && isRuntimeThere();
        }
        return active;
    }

    private static boolean isRuntimeThere() {
        try {
            Class.forName(ENTRY, true, null);
            // Now: on a stack that is nearly full it would fail, and stay so.
            MethodHandles.lookup().ensureInitialized(Handles.class);
            MethodHandles.lookup().ensureInitialized(TaskWork.class);
            return true;
        } catch (ClassNotFoundException e) {
            return false; // somebody set the property by hand
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static void require() {
        if (!active && !isActive()) {
            throw new IllegalStateException("taskwork is " + status());
        }
    }

    static Status status() {
        if (isActive()) {
            return new Status(Status.State.ACTIVE, "the run points are woven", "");
        }
        String reason = System.getProperty(STATUS_PROPERTY);
        if (reason == null || reason.equals("active")) {
            return new Status(
                    Status.State.ABSENT,
                    "the taskwork agent is not installed in this JVM; java.lang.VirtualThread is"
                            + " unmodified",
                    REMEDY);
        }
        return new Status(Status.State.REFUSED, reason,
                "  run on a JDK that the agent knows; java -jar taskwork-agent.jar says which");
    }

    static Object newWork(Runnable callback, Object handle) {
        try {
            return (Object) Handles.NEW_WORK.invokeExact(callback, handle);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static int state(Object work) {
        try {
            return (int) Handles.STATE.invokeExact(work);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static boolean addWork(Thread target, Object work, int mode) {
        try {
            return (boolean) Handles.ADD_WORK.invokeExact(target, work, mode);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static boolean addWork(Thread target, Object work, int mode, long escalateNanos) {
        try {
            return (boolean) Handles.ADD_ESCALATING.invokeExact(
                    target, work, mode, escalateNanos);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static boolean addCallback(Thread target, Runnable callback, int mode) {
        try {
            return (boolean) Handles.ADD_CALLBACK.invokeExact(target, callback, mode);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static boolean cancel(Object work) {
        try {
            return (boolean) Handles.CANCEL.invokeExact(work);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static Object[] cancelMatching(Thread target, Predicate<? super Runnable> match) {
        try {
            return (Object[]) Handles.CANCEL_MATCHING.invokeExact(target, (Predicate<?>) match);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static int run() {
        try {
            return (int) Handles.RUN.invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static boolean pending(Thread target) {
        try {
            return (boolean) Handles.PENDING.invokeExact(target);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static boolean exiting() {
        try {
            return (boolean) Handles.EXITING.invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void openMask() {
        try {
            Handles.OPEN_MASK.invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void closeMask() {
        try {
            Handles.CLOSE_MASK.invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static int reach(Thread target) {
        try {
            return (int) Handles.REACH.invokeExact(target);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** The runtime's methods declare no checked exception, so what they throw is unchecked. */
    private static RuntimeException rethrow(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) e;
    }
}

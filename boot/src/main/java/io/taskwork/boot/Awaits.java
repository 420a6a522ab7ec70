// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** Finds out, for the keeper, which class's wait a thread runs works in; only its stack tells. */
final class Awaits {
    private static final String CONDITION = ".AbstractQueuedSynchronizer$ConditionObject";
    private static final String DRAINING = "runInQueue";

    /** More calls than it takes until the JDK customizes a method handle, which defines a class. */
    private static final int WARM_UP = 300;

    /** {@code Thread.getStackTrace}, even for a subclass that overrides it. */
    private static final MethodHandle STACK_TRACE;

    private Awaits() {}

    /**
     * Returns the class that called the condition's await. Returns null if the thread runs no works
     * in an await, or if its callback is so deep that the trace, of 1,024 frames ({@code
     * MaxJavaStackTraceDepth}), ends before it.
     */
    static String caller(Thread thread) {
        if (thread == null) {
            return null; // the thread has ended
        }
        StackTraceElement[] frames = stackTrace(thread);
        int i = 0;
        while (i < frames.length && !isDraining(frames[i])) {
            i++; // the frames above are those of the callback, with its own waits
        }
        while (i < frames.length && !isAwaiting(frames[i])) {
            i++;
        }
        return i + 1 < frames.length ? frames[i + 1].getClassName() : null;
    }

    private static boolean isDraining(StackTraceElement frame) {
        return frame.getMethodName().equals(DRAINING)
                && frame.getClassName().equals(Places.class.getName());
    }

    private static boolean isAwaiting(StackTraceElement frame) {
        return frame.getMethodName().startsWith("await")
                && frame.getClassName().endsWith(CONDITION);
    }

    private static StackTraceElement[] stackTrace(Thread thread) {
        try {
            return (StackTraceElement[]) STACK_TRACE.invokeExact(thread);
        } catch (Throwable e) {
            throw new InternalError(e); // no memory
        }
    }

    static {
        MethodType type = MethodType.methodType(StackTraceElement[].class);
        try {
            STACK_TRACE = HiddenMethods.LOOKUP
                    .findSpecial(Thread.class, "getStackTrace", type, Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new InternalError(e);
        }
        Thread probe = new Thread(null, null, "taskwork-probe", 0, false); // never started
        for (int i = 0; i < WARM_UP; i++) {
            stackTrace(probe);
        }
    }
}

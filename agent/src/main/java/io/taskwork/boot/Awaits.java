// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Whose wait it is in which a thread runs works: only its stack tells. For the keeper. */
final class Awaits {
    private static final String CONDITION = ".AbstractQueuedSynchronizer$ConditionObject";
    private static final String DRAINING = "runInQueue";

    /** As in {@link LockQueue}. */
    private static final int WARM_UP = 300;

    /** {@code Thread.getStackTrace}, also of a subclass that overrides it. */
    private static final MethodHandle STACK_TRACE;

    private Awaits() {}

    /**
     * The class that called the condition's await; null if the thread runs no works in one, or if
     * its callback is so deep that the trace, of 1,024 frames, ends before
     * ({@code MaxJavaStackTraceDepth}).
     */
    static String caller(Thread thread) {
        if (thread == null) {
            return null; // it has ended
        }
        StackTraceElement[] frames = stackTrace(thread);
        int i = 0;
        while (i < frames.length && !isDraining(frames[i])) {
            i++; // above are the callback's own waits
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
            STACK_TRACE = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
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

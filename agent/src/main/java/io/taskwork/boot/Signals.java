// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A condition's signal that came to a thread which is busy with works. */
final class Signals {
    /*
     * The thread keeps its signal, and the next waiter of the same condition that is not busy gets
     * one besides. So none is ever lost, and whoever comes first takes what there is; the other one
     * looks, finds nothing and waits again, in its old call.
     *
     * That one would see its await return for no reason if it did not loop. So this is done for the
     * classes of java.util.concurrent only, of which each await stands in a loop. To take the
     * signal away from the busy thread instead is not sound: when a turn comes, others may have
     * begun to wait since the signal, for something else, and a signal that was meant for this
     * thread would be lost on one of them (a hands over to b by signal, then awaits on the same
     * condition).
     *
     * Which class waits is only told by the stack.
     */

    private static final String AWAITING = ".AbstractQueuedSynchronizer$ConditionObject";
    private static final String PACKAGE = "java.util.concurrent.";
    private static final String DRAINING = "runInQueue";

    /** As in {@link LockQueue}. */
    private static final int WARM_UP = 300;

    /** {@code Thread.getStackTrace}, also of a subclass that overrides it. */
    private static final MethodHandle STACK_TRACE;

    private Signals() {}

    /** The turn of a thread was passed on: so is the signal that it has, if any. The keeper. */
    static void passOn(Target target) {
        Object condition = target.signalled;
        if (condition != null && isQueueOfJdk(stackTrace(target.thread))
                && target.casSignalled(condition)) { // else the trace may be that of a later wait
            ConditionQueue.signal(LockQueue.INT.outer(condition), condition);
        }
    }

    /** Whether the wait in which a thread runs works is that of a class of the package. */
    private static boolean isQueueOfJdk(StackTraceElement[] frames) {
        int i = 0;
        while (i < frames.length && !isDraining(frames[i])) {
            i++;
        }
        while (i < frames.length && !isAwaiting(frames[i])) {
            i++;
        }
        return i + 1 < frames.length && isInPackage(frames[i + 1].getClassName());
    }

    private static boolean isDraining(StackTraceElement frame) {
        return frame.getMethodName().equals(DRAINING)
                && frame.getClassName().equals(Places.class.getName());
    }

    private static boolean isAwaiting(StackTraceElement frame) {
        return frame.getMethodName().startsWith("await")
                && frame.getClassName().endsWith(AWAITING);
    }

    /** Not in one below it. */
    private static boolean isInPackage(String type) {
        return type.startsWith(PACKAGE) && type.lastIndexOf('.') == PACKAGE.length() - 1;
    }

    private static StackTraceElement[] stackTrace(Thread thread) {
        try {
            return (StackTraceElement[]) STACK_TRACE.invokeExact(thread);
        } catch (Throwable e) {
            throw new InternalError(e); // no memory: the thread keeps its signal
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.CarrierThread;

/**
 * Whether a SIGNAL would reach a thread at once. Looks at what other threads write without
 * stopping them, so the answer may be out of date.
 */
final class Reaches {
    // Ordinals of the API's Reach.
    private static final int NOW = 0;
    private static final int RUNNING = 1;
    private static final int DRAINING = 2;
    private static final int MASKED = 3;
    private static final int MONITOR = 4;
    private static final int NO_RUN_POINT = 5;
    private static final int OLDER_FRAME = 6;
    private static final int NOT_STARTED = 7;
    private static final int EXITED = 8;

    private Reaches() {}

    static int of(Thread thread) {
        Task task = Task.find(thread);
        Target target = task == null ? null : task.target();
        Thread.State state = thread.getState();
        if (state == Thread.State.TERMINATED || (target != null && target.isClosed())) {
            return EXITED;
        }
        if (state == Thread.State.NEW) {
            return NOT_STARTED;
        }
        if (target != null && target.isHeld()) {
            return target.draining ? DRAINING : MASKED;
        }
        if (state == Thread.State.RUNNABLE) {
            return !thread.isVirtual() && isInNative(thread) ? NO_RUN_POINT : RUNNING;
        }
        if (state == Thread.State.BLOCKED) {
            return MONITOR;
        }
        return thread.isVirtual() ? ofVirtual(thread, task) : ofPlatform(thread, task);
    }

    private static int ofVirtual(Thread thread, Task task) {
        int state = VirtualThreads.state(thread);
        if (VirtualThreads.isWaiting(state)) {
            return NOW;
        }
        if (VirtualThreads.isRunningOrChanging(state)) {
            return NO_RUN_POINT; // Object.wait, pinned to its carrier
        }
        return ofParked(thread, task);
    }

    /** There is no mark for it, so as not to pay for one: see where it is. */
    private static int ofPlatform(Thread thread, Task task) {
        if (thread instanceof CarrierThread) {
            return NO_RUN_POINT;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        boolean parked = stack.length > 1 && stack[0].getMethodName().equals("park")
                && (stack[1].getClassName().equals(LockSupport.class.getName())
                        || stack[1].getClassName().equals(PlatformParks.class.getName()));
        return parked ? ofParked(thread, task) : NO_RUN_POINT;
    }

    /** The JVM calls a thread runnable that is blocked in native code, as in I/O. */
    private static boolean isInNative(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }

    private static int ofParked(Thread thread, Task task) {
        Object blocker = LockSupport.getBlocker(thread);
        if (Places.isWithoutWayOut(blocker)) {
            return NO_RUN_POINT;
        }
        boolean queued = blocker instanceof AbstractQueuedSynchronizer
                || blocker instanceof AbstractQueuedLongSynchronizer
                || blocker instanceof AbstractQueuedSynchronizer.ConditionObject
                || blocker instanceof AbstractQueuedLongSynchronizer.ConditionObject;
        boolean older = task == null || Task.lockOf(thread) != task;
        return queued && older && (task == null || task.node == null) ? OLDER_FRAME : NOW;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.CarrierThread;

/**
 * Finds out whether a SIGNAL would reach a thread at once. It reads what other threads write
 * without stopping them, so the answer may be out of date.
 */
final class Reaches {
    // The ordinals of the API's Reach.
    private static final int NOW = 0;
    private static final int RUNNING = 1;
    private static final int DRAINING = 2;
    private static final int MASKED = 3;
    private static final int MONITOR = 4;
    private static final int NO_RUN_POINT = 5;
    private static final int OLDER_FRAME = 6;
    private static final int NOT_STARTED = 7;
    private static final int EXITED = 8;
    private static final int POLLING = 9;

    /** How often a stack is looked at, since woven code may be in a short call of other code. */
    private static final int LOOKS = 4;

    private Reaches() {}

    static int of(Thread thread) {
        Task task = Task.find(thread);
        Target target = task == null ? null : task.target();
        if (Threads.isTerminated(thread) || (target != null && target.isClosed())) {
            return EXITED;
        }
        boolean virtual = Threads.isVirtual(thread);
        if (virtual ? VirtualThreads.isNew(VirtualThreads.state(thread))
                : Threads.platformState(thread) == Thread.State.NEW) {
            return NOT_STARTED;
        }
        if (target != null && target.isHeld()) {
            return target.draining ? DRAINING : MASKED;
        }
        return virtual ? ofVirtual(thread, task) : ofPlatform(thread, task);
    }

    private static int ofVirtual(Thread thread, Task task) {
        int state = VirtualThreads.state(thread);
        if (VirtualThreads.isParked(state)) {
            return ofParked(thread, task);
        }
        if (VirtualThreads.isWaiting(thread, state)) {
            return NOW;
        }
        if (VirtualThreads.isUninterruptible(thread, state)) {
            return NO_RUN_POINT;
        }
        if (VirtualThreads.isBlocked(state)) {
            return MONITOR;
        }
        return VirtualThreads.isRunning(thread) ? ofMounted(thread, task) : RUNNING;
    }

    /**
     * Answers for a mounted thread, by the state of its carrier; if the thread blocks there, it is
     * pinned.
     */
    private static int ofMounted(Thread thread, Task task) {
        Thread carrier = VirtualThreads.carrier(thread);
        Thread.State state = carrier == null ? Thread.State.RUNNABLE
                : Threads.platformState(carrier);
        boolean inNative = state == Thread.State.RUNNABLE && isInNative(thread);
        if (VirtualThreads.carrier(thread) != carrier || !VirtualThreads.isRunning(thread)) {
            return RUNNING; // it is being mounted or unmounted
        }
        if (state == Thread.State.BLOCKED) {
            return MONITOR;
        }
        if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
            boolean inObjectWait = task != null && task.waiting;
            return inObjectWait && Threads.canEndPinnedWaits() ? NOW : NO_RUN_POINT;
        }
        return inNative ? NO_RUN_POINT : ofComputing(thread); // in I/O, or a computation
    }

    /**
     * Answers for a platform thread, by its stack: its parks set no mark, which would cost time.
     */
    private static int ofPlatform(Thread thread, Task task) {
        Thread.State state = Threads.platformState(thread);
        if (state == Thread.State.RUNNABLE) {
            return isInNative(thread) ? NO_RUN_POINT
                    : thread instanceof CarrierThread ? RUNNING : ofComputing(thread);
        }
        if (state == Thread.State.BLOCKED) {
            return MONITOR;
        }
        if (thread instanceof CarrierThread) {
            return NO_RUN_POINT;
        }
        StackTraceElement[] stack = Threads.stackOf(thread);
        boolean parked = stack.length > 1 && stack[0].getMethodName().equals("park")
                && (stack[1].getClassName().equals(LockSupport.class.getName())
                        || stack[1].getClassName().equals(PlatformParks.class.getName()));
        return parked ? ofParked(thread, task) : NO_RUN_POINT;
    }

    /**
     * Returns whether the thread is in native code. The JVM reports a thread that is blocked there,
     * for example in I/O, as runnable.
     */
    private static boolean isInNative(Thread thread) {
        if (thread == Thread.currentThread()) {
            return false;
        }
        StackTraceElement[] stack = Threads.stackOf(thread);
        return stack.length > 0 && stack[0].isNativeMethod();
    }

    /**
     * Answers for a thread that computes: its stack shows whether it runs code with poll points.
     */
    private static int ofComputing(Thread thread) {
        if (!PolledCode.isAny() || thread == Thread.currentThread()) {
            return RUNNING;
        }
        for (int i = 0; i < LOOKS; i++) {
            if (PolledCode.isIn(Threads.stackOf(thread))) {
                return POLLING;
            }
        }
        return RUNNING;
    }

    private static int ofParked(Thread thread, Task task) {
        Object blocker = LockSupport.getBlocker(thread);
        if (Parks.isWithoutWayOut(blocker)) {
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

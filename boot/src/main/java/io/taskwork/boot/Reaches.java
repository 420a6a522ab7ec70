// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static io.taskwork.boot.Ordinals.REACH_DRAINING;
import static io.taskwork.boot.Ordinals.REACH_EXITED;
import static io.taskwork.boot.Ordinals.REACH_MASKED;
import static io.taskwork.boot.Ordinals.REACH_MONITOR;
import static io.taskwork.boot.Ordinals.REACH_NOT_STARTED;
import static io.taskwork.boot.Ordinals.REACH_NOW;
import static io.taskwork.boot.Ordinals.REACH_NO_RUN_POINT;
import static io.taskwork.boot.Ordinals.REACH_OLDER_FRAME;
import static io.taskwork.boot.Ordinals.REACH_POLLING;
import static io.taskwork.boot.Ordinals.REACH_RUNNING;

import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.CarrierThread;

/**
 * Finds out whether a SIGNAL would reach a thread at once. It reads what other threads write
 * without stopping them, so the answer may be out of date.
 */
final class Reaches {
    /** How often a stack is looked at, since woven code may be in a short call of other code. */
    private static final int LOOKS = 4;

    private Reaches() {}

    static int of(Thread thread) {
        Slot slot = Slot.find(thread);
        Target target = slot == null ? null : slot.target();
        if (Threads.isTerminated(thread) || (target != null && target.isClosed())) {
            return REACH_EXITED;
        }
        boolean virtual = Threads.isVirtual(thread);
        if (virtual ? VirtualThreads.isNew(VirtualThreads.state(thread))
                : Threads.platformState(thread) == Thread.State.NEW) {
            return REACH_NOT_STARTED;
        }
        if (target != null && target.isHeld()) {
            return target.draining ? REACH_DRAINING : REACH_MASKED;
        }
        return virtual ? ofVirtual(thread, slot) : ofPlatform(thread, slot);
    }

    private static int ofVirtual(Thread thread, Slot slot) {
        int state = VirtualThreads.state(thread);
        if (VirtualThreads.isParked(state)) {
            return ofParked(thread, slot);
        }
        if (VirtualThreads.isWaiting(thread, state)) {
            return REACH_NOW;
        }
        if (VirtualThreads.isUninterruptible(thread, state)) {
            return REACH_NO_RUN_POINT;
        }
        if (VirtualThreads.isBlocked(state)) {
            return REACH_MONITOR;
        }
        return VirtualThreads.isRunning(thread) ? ofMounted(thread, slot) : REACH_RUNNING;
    }

    /**
     * Answers for a mounted thread, by the state of its carrier; if the thread blocks there, it is
     * pinned.
     */
    private static int ofMounted(Thread thread, Slot slot) {
        Thread carrier = VirtualThreads.carrier(thread);
        Thread.State state = carrier == null ? Thread.State.RUNNABLE
                : Threads.platformState(carrier);
        boolean inNative = state == Thread.State.RUNNABLE && isInNative(thread);
        if (VirtualThreads.carrier(thread) != carrier || !VirtualThreads.isRunning(thread)) {
            return REACH_RUNNING; // it is being mounted or unmounted
        }
        if (state == Thread.State.BLOCKED) {
            return REACH_MONITOR;
        }
        if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
            boolean inObjectWait = slot != null && slot.waiting;
            return inObjectWait && Threads.canEndPinnedWaits() ? REACH_NOW : REACH_NO_RUN_POINT;
        }
        return inNative ? REACH_NO_RUN_POINT : ofComputing(thread); // in I/O, or a computation
    }

    /**
     * Answers for a platform thread, by its stack: its parks set no mark, which would cost time.
     */
    private static int ofPlatform(Thread thread, Slot slot) {
        Thread.State state = Threads.platformState(thread);
        if (state == Thread.State.RUNNABLE) {
            return isInNative(thread) ? REACH_NO_RUN_POINT
                    : thread instanceof CarrierThread ? REACH_RUNNING : ofComputing(thread);
        }
        if (state == Thread.State.BLOCKED) {
            return REACH_MONITOR;
        }
        if (thread instanceof CarrierThread) {
            return REACH_NO_RUN_POINT;
        }
        StackTraceElement[] stack = Threads.stackOf(thread);
        boolean parked = stack.length > 1 && stack[0].getMethodName().equals("park")
                && (stack[1].getClassName().equals(LockSupport.class.getName())
                        || stack[1].getClassName().equals(PlatformParks.class.getName()));
        return parked ? ofParked(thread, slot) : REACH_NO_RUN_POINT;
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
            return REACH_RUNNING;
        }
        for (int i = 0; i < LOOKS; i++) {
            if (PolledCode.isIn(Threads.stackOf(thread))) {
                return REACH_POLLING;
            }
        }
        return REACH_RUNNING;
    }

    private static int ofParked(Thread thread, Slot slot) {
        Object blocker = LockSupport.getBlocker(thread);
        if (Parks.isWithoutWayOut(blocker)) {
            return REACH_NO_RUN_POINT;
        }
        boolean queued = blocker instanceof AbstractQueuedSynchronizer
                || blocker instanceof AbstractQueuedLongSynchronizer
                || blocker instanceof AbstractQueuedSynchronizer.ConditionObject
                || blocker instanceof AbstractQueuedLongSynchronizer.ConditionObject;
        boolean older = slot == null || Slot.lockOf(thread) != slot;
        return queued && older && (slot == null || slot.node() == null)
                ? REACH_OLDER_FRAME : REACH_NOW;
    }
}

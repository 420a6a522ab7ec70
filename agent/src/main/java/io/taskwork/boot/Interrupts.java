// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Keeps apart the interrupts that are meant for a thread's own code and those that its callbacks
 * make and take among themselves, so that a drain neither loses nor invents one.
 */
public final class Interrupts {
    private Interrupts() {}

    /** Clears the status for the callbacks of a drain; what it was, for {@link #endDrain}. */
    static boolean beginDrain(Target target) {
        if (target.interruptOutside) { // before the look at the status: see interrupted
            target.interruptOutside = false;
        }
        target.interruptConsumed = false;
        target.interruptOwn = false;
        return Thread.interrupted();
    }

    /** The status the thread had, plus what was meant for it, less what callbacks did. */
    static void endDrain(Thread self, Target target, boolean before) {
        boolean now = Thread.interrupted();
        boolean outside = target.interruptOutside;
        // What a callback consumes is seen on virtual threads only (VirtualThread's own method).
        boolean consumed = Threads.isVirtual(self) ? target.interruptConsumed : outside;
        if (before || consumed || (now && (!target.interruptOwn || outside))) {
            Threads.interruptSelf(self);
        }
    }

    /** {@code VirtualThread.getAndClearInterrupt} returned true. On the thread itself. */
    public static void consumed(Object interruptLock) {
        Target target = target(Thread.currentThread(), interruptLock);
        if (target != null && target.draining) {
            if (target.interruptOwn && !target.interruptOutside) {
                target.interruptOwn = false;
            } else {
                target.interruptConsumed = true;
            }
        }
    }

    /** Entry of {@code Thread.interrupt} and {@code VirtualThread.interrupt}. Any thread. */
    public static void interrupting(Thread thread, Object interruptLock) {
        Target target = target(thread, interruptLock);
        if (target == null) {
            return;
        }
        if (thread != Thread.currentThread()) {
            target.interruptOutside = true;
        } else if (target.draining && !Threads.isInterrupted(thread)) {
            target.interruptOwn = true;
        }
    }

    /**
     * Exit of both. A drain that began since the entry has wiped that mark away: if it did so
     * before the status was set, this interrupt is one that came during the drain.
     */
    public static void interrupted(Thread thread, Object interruptLock) {
        Target target = target(thread, interruptLock);
        if (target != null && thread != Thread.currentThread() && !target.interruptOutside
                && Threads.isInterrupted(thread)) {
            target.interruptOutside = true;
        }
    }

    private static Target target(Thread thread, Object interruptLock) {
        return interruptLock instanceof Task task ? task.target() : Target.find(thread);
    }
}

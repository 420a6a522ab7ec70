// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Tells the interrupts that are meant for a thread's own code from those that its callbacks make
 * and consume themselves, so that a drain neither loses nor invents one.
 */
public final class Interrupts {
    private Interrupts() {}

    /**
     * Clears the status for the callbacks of a drain; returns what it was, for {@link #endDrain}.
     */
    static boolean beginDrain(Target target) {
        if (target.interruptOutside) { // before the status is read: see interrupted
            target.interruptOutside = false;
        }
        target.interruptConsumed = false;
        target.interruptOwn = false;
        return Thread.interrupted();
    }

    /**
     * Sets the status that the thread had, plus the interrupts meant for it, without those of its
     * callbacks.
     */
    static void endDrain(Thread self, Target target, boolean before) {
        boolean now = Thread.interrupted();
        boolean outside = target.interruptOutside;
        // What a callback consumes is seen only on virtual threads, in VirtualThread's own method.
        boolean consumed = Threads.isVirtual(self) ? target.interruptConsumed : outside;
        if (before || consumed || (now && (!target.interruptOwn || outside))) {
            Threads.interruptSelf(self);
        }
    }

    /**
     * Called when {@code VirtualThread.getAndClearInterrupt} has returned true, on the thread
     * itself.
     */
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

    /**
     * Called at the entry of {@code Thread.interrupt} and {@code VirtualThread.interrupt}, by any
     * thread.
     */
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
     * Called at the exit of both. A drain that began since the entry has cleared the mark set
     * there. If it did so before the status was set, this interrupt came during the drain.
     */
    public static void interrupted(Thread thread, Object interruptLock) {
        Target target = target(thread, interruptLock);
        if (target != null && thread != Thread.currentThread() && !target.interruptOutside
                && Threads.isInterrupted(thread)) {
            target.interruptOutside = true;
        }
    }

    private static Target target(Thread thread, Object interruptLock) {
        return interruptLock instanceof Slot slot ? slot.target() : Target.find(thread);
    }
}

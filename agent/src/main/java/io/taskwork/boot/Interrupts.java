// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Keeps apart the interrupts that are meant for a thread's own code and those that its callbacks
 * make and take among themselves, so that a drain neither loses nor invents one.
 */
public final class Interrupts {
    private Interrupts() {}

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
        } else if (target.draining && !thread.isInterrupted()) {
            target.interruptOwn = true;
        }
    }

    private static Target target(Thread thread, Object interruptLock) {
        return interruptLock instanceof Task task ? task.target() : Target.find(thread);
    }
}

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
        Target target = draining(interruptLock);
        if (target != null) {
            if (target.interruptOwn) {
                target.interruptOwn = false;
            } else {
                target.interruptConsumed = true;
            }
        }
    }

    /** Entry of {@code VirtualThread.interrupt}. Any thread; only the thread itself matters. */
    public static void interrupting(Thread thread, Object interruptLock) {
        if (thread == Thread.currentThread()) {
            Target target = draining(interruptLock);
            if (target != null && !thread.isInterrupted()) {
                target.interruptOwn = true;
            }
        }
    }

    private static Target draining(Object interruptLock) {
        Task task = interruptLock instanceof Task t ? t : Task.find(Thread.currentThread());
        Target target = task == null ? null : task.target();
        return target != null && target.draining ? target : null;
    }
}

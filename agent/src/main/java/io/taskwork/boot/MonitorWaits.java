// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * {@code Object.wait} on virtual threads: woken as {@code interrupt()} wakes it, without the
 * interrupt, which the program sees as a spurious wake-up.
 */
public final class MonitorWaits {
    /** Spins before the processor is given up while a waiter is on its way into the wait set. */
    private static final int SPINS = 256;

    private MonitorWaits() {}

    /**
     * Entry of {@code Object.wait(long)}: true if it is to return. Announces the wait, then looks:
     * an adder that comes after the look sees the announcement.
     */
    public static boolean beforeWait(Object monitor) {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            return false;
        }
        Task task = Task.of(self);
        task.waiting = true;
        if (!task.due || !Thread.holdsLock(monitor)) {
            return false;
        }
        task.waiting = false;
        boolean ran = RunPoints.runInPlace();
        task.waiting = true;
        // A notify may have been missed meanwhile, so return. Interrupted: let wait0 throw.
        return ran && !self.isInterrupted();
    }

    /** Every exit of {@code Object.wait(long)}; the monitor is held. */
    public static void afterWait() {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            return;
        }
        Task task = Task.of(self);
        task.waiting = false;
        if (task.due) {
            RunPoints.runInPlace();
        }
    }

    /**
     * Takes a virtual thread out of {@code Object.wait} if it is in there, or on its way in without
     * having seen what is due. Any thread. A thread that waits pinned cannot be woken.
     */
    static void wake(Thread thread, Task task) {
        for (int spins = 1; task.waiting; spins++) {
            int state = VirtualThreads.state(thread);
            if (VirtualThreads.isWaiting(state)) {
                // Fails if it was notified, interrupted or timed out: then it leaves by itself.
                if (VirtualThreads.unblock(thread, state)) {
                    return;
                }
            } else if (!VirtualThreads.isRunningOrChanging(state) || isPinned(thread, spins)) {
                return;
            }
            if (spins % SPINS == 0) {
                U.park(false, 1_000L); // not Thread.yield: that is a run point
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** A virtual thread that is mounted and yet waits does so with its carrier. */
    private static boolean isPinned(Thread thread, int spins) {
        if (spins % SPINS != 0) {
            return false;
        }
        Thread.State seen = thread.getState();
        int state = VirtualThreads.state(thread); // after it: it may have got there meanwhile
        return (seen == Thread.State.WAITING || seen == Thread.State.TIMED_WAITING)
                && VirtualThreads.isRunningOrChanging(state) && !VirtualThreads.isWaiting(state);
    }

    private static final Unsafe U = Unsafe.getUnsafe();
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * {@code Object.wait} on virtual threads: woken as {@code interrupt()} wakes it, without the
 * interrupt, which the program sees as a spurious wake-up.
 */
public final class MonitorWaits {
    /** Looks at a waiter on its way into the wait set before that is left to the keeper. */
    private static final int SPINS = 256;

    private MonitorWaits() {}

    /**
     * Entry of {@code Object.wait(long)}: true if it is to return. Announces the wait, then looks:
     * an adder that comes after the look sees the announcement.
     */
    public static boolean beforeWait(Object monitor, long millis) {
        Thread self = Thread.currentThread();
        if (!Threads.isVirtual(self) || millis < 0) { // then wait throws
            return false;
        }
        endBlocking(self); // of a wait that was entered before the agent came
        Task task = Task.of(self);
        for (;;) {
            task.waiting = true;
            if (!task.due || !Thread.holdsLock(monitor) || isHeld(task)) {
                return false;
            }
            task.waiting = false;
            if (RunPoints.runInPlace(RunPoint.WAIT)) {
                // A notify may have been missed meanwhile, so return. Interrupted: wait0 throws.
                return !Threads.isInterrupted(self);
            } // else due was stale: announce and look again
        }
    }

    /**
     * A thread that was taken out of {@code Object.wait} may run on as BLOCKING: {@code
     * ObjectMonitor::resume_operation} sets that, and then finds the monitor free after all. The VM
     * unmounts no thread that is not RUNNING, so from its next wait on it would be pinned until it
     * parks or yields.
     */
    private static void endBlocking(Thread self) {
        // The JDK's method is asked only if need be; nobody can override it, the class being final.
        if (!VirtualThreads.isRunning(self) && self.getState() == Thread.State.BLOCKED) {
            VirtualThreads.setRunning(self);
        }
    }

    private static boolean isHeld(Task task) {
        Target target = task.target();
        return target != null && target.isHeld();
    }

    /** Every exit of {@code Object.wait(long)}; the monitor is held. */
    public static void afterWait() {
        Thread self = Thread.currentThread();
        if (!Threads.isVirtual(self)) {
            return;
        }
        endBlocking(self);
        Task task = Task.of(self);
        task.waiting = false;
        if (task.due) {
            RunPoints.runInPlace(RunPoint.WAIT);
        }
    }

    /**
     * Takes a virtual thread out of {@code Object.wait} if it is in there, or on its way in without
     * having seen what is due. Any thread; does not block. A thread that waits pinned cannot be
     * woken.
     */
    static void wake(Thread thread, Task task) {
        for (int spins = 0; spins < SPINS; spins++) {
            if (tryWake(thread, task)) {
                return;
            }
            SpinLock.relax();
        }
        Keeper.lateWake(thread, task.target()); // its carrier's processor was taken away; or it is pinned
    }

    /** One look; true if nothing is left to be done. */
    static boolean tryWake(Thread thread, Task task) {
        boolean announced = task.waiting;
        if (!announced && !Threads.isVirtual(thread)) {
            return true; // and has no such state
        }
        int state = VirtualThreads.state(thread);
        if (VirtualThreads.isWaiting(thread, state)) {
            // Unannounced: it entered before the agent came. The unblock fails if it was notified,
            // interrupted or timed out: then it leaves by itself.
            return VirtualThreads.unblock(thread, state);
        }
        return !announced || !VirtualThreads.isRunningOrChanging(state);
    }
}

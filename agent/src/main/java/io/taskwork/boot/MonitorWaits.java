// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * {@code Object.wait} on virtual threads: woken as {@code interrupt()} wakes it, without the
 * interrupt, which the program sees as a spurious wake-up.
 */
public final class MonitorWaits {
    /**
     * How often to spin on a thread that is still entering the wait set before the keeper takes
     * over.
     */
    private static final int SPINS = 256;

    private MonitorWaits() {}

    /**
     * Entry of {@code Object.wait(long)}: true if it is to return. Announces the wait, then looks:
     * an adder that comes after the look sees the announcement.
     */
    public static boolean beforeWait(Object monitor, long millis) {
        Thread self = Thread.currentThread();
        if (!self.isVirtual() || millis < 0) { // then wait throws
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
            if (Joins.isJoining(task, monitor)) {
                throw Joins.restart();
            }
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
        // Of a final class. Not by VirtualThreads: in a woven image that would be initialized here.
        if (self.getState() == Thread.State.BLOCKED) {
            VirtualThreads.setRunning(self);
        }
    }

    private static boolean isHeld(Task task) {
        Target target = task.target();
        return target != null && target.isHeld();
    }

    /** Every exit of {@code Object.wait(long)}; the monitor is held. */
    public static void afterWait(Object monitor, Throwable thrown) {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            return;
        }
        endBlocking(self);
        Task task = Task.of(self);
        task.waiting = false;
        if (task.due) {
            if (Joins.isJoining(task, monitor)) {
                if (thrown == null && !isHeld(task)) {
                    throw Joins.restart();
                }
                return; // interrupted: join ends, and the next run point runs them
            }
            RunPoints.runInPlace(RunPoint.WAIT);
        }
    }

    /**
     * Takes a virtual thread out of {@code Object.wait} if it is in there, or on its way in without
     * having seen what is due. Any thread; does not block.
     */
    static void wake(Thread thread, Task task) {
        if (tryWake(thread, task)) {
            return;
        }
        for (int spins = 0; spins < SPINS && VirtualThreads.unmountsToWait(); spins++) {
            SpinLock.relax();
            if (tryWake(thread, task)) {
                return;
            }
        }
        // It is pinned, or its carrier's processor was taken away.
        Threads.endPinnedWait(thread);
        Keeper.lateWake(thread, task.target());
    }

    /** A later look, at a thread that seemed to be on its way into the wait; as tryWake. */
    static boolean retryWake(Thread thread, Task task) {
        if (tryWake(thread, task)) {
            return true;
        }
        Threads.endPinnedWait(thread);
        return false; // it may still not have been in there
    }

    /** One look; true if nothing is left to be done. */
    private static boolean tryWake(Thread thread, Task task) {
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

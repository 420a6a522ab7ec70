// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Runs works in {@code Object.wait} on virtual threads. The wait is ended as {@code interrupt()}
 * ends it, but without an interrupt, and the program sees a spurious wake-up.
 */
public final class MonitorWaits {
    /**
     * How often to spin on a thread that is still entering the wait set before the keeper takes
     * over.
     */
    private static final int SPINS = 256;

    private MonitorWaits() {}

    /**
     * Called at the entry of {@code Object.wait(long)}; returns true if the wait is to return at
     * once. It announces the wait and then looks at what is due, so that an adder that comes after
     * the look sees the announcement.
     */
    public static boolean beforeWait(Object monitor, long millis) {
        Thread self = Thread.currentThread();
        if (!self.isVirtual() || millis < 0) { // wait throws if millis is negative
            return false;
        }
        endBlocking(self); // after a wait that was entered before the agent came
        Slot slot = Slot.of(self);
        for (;;) {
            slot.waiting = true;
            if (!slot.due || !Thread.holdsLock(monitor) || isHeld(slot)) {
                return false;
            }
            slot.waiting = false;
            if (Joins.isJoining(slot, monitor)) {
                throw Joins.restart();
            }
            if (RunPoints.runInPlace(RunPoint.WAIT)) {
                // A notify may have been missed meanwhile, so return. If interrupted, let wait0
                // throw.
                return !Threads.isInterrupted(self);
            } // otherwise due was stale: announce and look again
        }
    }

    /**
     * Sets the state to RUNNING. A thread that was taken out of {@code Object.wait} may continue in
     * the state BLOCKING: {@code ObjectMonitor::resume_operation} sets it, and then finds the
     * monitor free after all. The VM unmounts only threads that are RUNNING, and so from its next
     * wait on this one would be pinned until it parks or yields.
     */
    private static void endBlocking(Thread self) {
        // getState is of a final class here. VirtualThreads is not used for it, since in a woven
        // image this would initialize that class.
        if (self.getState() == Thread.State.BLOCKED) {
            VirtualThreads.setRunning(self);
        }
    }

    private static boolean isHeld(Slot slot) {
        Target target = slot.target();
        return target != null && target.isHeld();
    }

    /** Called at every exit of {@code Object.wait(long)}; the monitor is held. */
    public static void afterWait(Object monitor, Throwable thrown) {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            return;
        }
        endBlocking(self);
        Slot slot = Slot.of(self);
        slot.waiting = false;
        if (slot.due) {
            if (Joins.isJoining(slot, monitor)) {
                if (thrown == null && !isHeld(slot)) {
                    throw Joins.restart();
                }
                return; // interrupted: join ends, and the next run point runs the works
            }
            RunPoints.runInPlace(RunPoint.WAIT);
        }
    }

    /**
     * Takes a virtual thread out of {@code Object.wait} if it waits there, or is entering it
     * without having seen what is due. Any thread may call this; it does not block.
     */
    static void wake(Thread thread, Slot slot) {
        if (tryWake(thread, slot)) {
            return;
        }
        for (int spins = 0; spins < SPINS && VirtualThreads.unmountsToWait(); spins++) {
            SpinLock.relax();
            if (tryWake(thread, slot)) {
                return;
            }
        }
        // The thread is pinned, or its carrier has lost its processor.
        Threads.endPinnedWait(thread);
        Keeper.lateWake(thread, slot.target());
    }

    /**
     * Looks again at a thread that seemed to be entering the wait; returns true if nothing is left
     * to be done.
     */
    static boolean retryWake(Thread thread, Slot slot) {
        if (tryWake(thread, slot)) {
            return true;
        }
        Threads.endPinnedWait(thread);
        return false; // it may still not have been in the wait
    }

    /** Looks at the thread once; returns true if nothing is left to be done. */
    private static boolean tryWake(Thread thread, Slot slot) {
        boolean announced = slot.waiting;
        if (!announced && !Threads.isVirtual(thread)) {
            return true; // a platform thread has no such state
        }
        int state = VirtualThreads.state(thread);
        if (VirtualThreads.isWaiting(thread, state)) {
            // If the wait was not announced, the thread entered it before the agent came. The
            // unblock fails if the thread was notified, was interrupted or timed out; it then
            // leaves by itself.
            return VirtualThreads.unblock(thread, state);
        }
        return !announced || !VirtualThreads.isRunningOrChanging(state);
    }
}

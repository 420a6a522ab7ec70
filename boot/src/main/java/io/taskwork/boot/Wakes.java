// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * Does what a SIGNAL does beyond queueing: brings the target to a run point now. Any thread may
 * call it.
 */
final class Wakes {
    /*
     * One wake per sleep. The mark "attended" says that somebody will look at the queue, and adders
     * that find it set after their push do nothing more. Therefore a wake must cause a drain, which
     * clears the mark again, and for a drain "due" must be set. Both are set, in the order
     * attended, due, and a drain clears them in the reverse order. A mark without due would never
     * be cleared.
     *
     * The adder that wakes sets both before its push. The push is the full barrier that is needed
     * between them and the look at what the thread is doing. If a drain came in between (it found
     * nothing, or this work), they are no longer both set, and are set again, with a barrier.
     *
     * Two adders that come at the same time may both wake.
     */

    private static final Unsafe U = Unsafe.getUnsafe();

    private Wakes() {}

    /** Called before a push; returns whether {@link #end} must be called after it. */
    static boolean begin(Thread thread, Slot slot, Target target) {
        if (isAttended(target) || thread == Thread.currentThread()) {
            return false;
        }
        StackRoom.require(target); // from here to the end of end() the stack must not overflow
        mark(slot, target);
        return true;
    }

    /** Called after the push if {@link #begin} returned true. */
    static void end(Thread thread, Slot slot, Target target) {
        if (!isMarked(slot, target)) {
            mark(slot, target);
            U.fullFence();
        }
        rouse(thread, slot, target);
    }

    /** Wakes another thread for a work that is queued already. */
    static void wake(Thread thread, Slot slot, Target target) {
        if (isAttended(target)) {
            if (Telemetry.on) {
                Telemetry.wakeSaved();
            }
            return;
        }
        StackRoom.require(target);
        mark(slot, target);
        U.fullFence();
        rouse(thread, slot, target);
    }

    private static boolean isAttended(Target target) {
        return target.attended;
    }

    private static void mark(Slot slot, Target target) {
        target.setAttended(true);
        slot.setDue(true);
    }

    private static boolean isMarked(Slot slot, Target target) {
        return target.attended && slot.due;
    }

    private static void rouse(Thread thread, Slot slot, Target target) {
        boolean done = false;
        try {
            if (!VirtualThreads.unparkParked(thread)) {
                Threads.unpark(thread);
                MonitorWaits.wake(thread, slot);
            }
            done = true;
        } catch (Throwable e) {
            // The thread's scheduler accepts no more tasks, there is no memory, or an agent forbids
            // what an unpark calls. The work is queued, so add returns true.
        }
        if (!done) {
            target.attended = false; // so that the next SIGNAL tries again
        } else if (Telemetry.isOnAfterRecorderCheck()) {
            Telemetry.waking(thread);
        }
    }
}

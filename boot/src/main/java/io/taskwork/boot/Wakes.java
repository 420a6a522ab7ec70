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
     * Whoever wakes needs a full barrier between the marks and the look at what the thread is
     * doing. For an adder the push can be that barrier: if nobody attends yet, it sets the marks
     * before the push (markEarly). If both are still set after it, the adder wakes. Otherwise a
     * drain came in between (it found nothing, or this work), and the adder goes on as all others
     * do: those whose early look found the target attended, and those whose work was queued
     * already. They set "due" and look at "attended", with a barrier in between, since the end of a
     * mask or of a drain clears "attended" and then reads "due". If nobody attends, they set both
     * marks, and the barrier that an early mark saves follows.
     *
     * Two adders that come at the same time may both wake.
     */

    private static final Unsafe U = Unsafe.getUnsafe();

    private Wakes() {}

    /**
     * Called before a push: marks another thread, unless somebody attends to it. Returns whether it
     * did, which is the argument {@code marked} of {@link #wake} after the push.
     */
    static boolean markEarly(Thread thread, Slot slot, Target target) {
        if (isAttended(target) || thread == Thread.currentThread()) {
            return false;
        }
        StackRoom.require(target); // from here to the end of wake the stack must not overflow
        mark(slot, target);
        return true;
    }

    /** Wakes another thread for a work that is queued, unless somebody attends to it. */
    static void wake(Thread thread, Slot slot, Target target, boolean marked) {
        if (!marked || !isMarked(slot, target)) {
            if (!slot.due) {
                slot.setDue(true);
                U.fullFence();
            }
            DueThreads.add(target);
            if (isAttended(target)) {
                if (Telemetry.on) {
                    Telemetry.wakeSaved();
                }
                return;
            }
            if (!marked) {
                StackRoom.require(target);
            }
            mark(slot, target);
            U.fullFence();
        }
        rouse(thread, slot, target);
    }

    private static boolean isAttended(Target target) {
        return target.attended;
    }

    private static void mark(Slot slot, Target target) {
        target.setAttended(true);
        slot.setDue(true);
        DueThreads.add(target);
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

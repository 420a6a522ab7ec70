// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Opens and closes regions in which the current thread's run points do nothing. */
final class Masks {
    private Masks() {}

    /**
     * Opens a mask. While one is open SIGNALs only queue, and rely on the look at the queue when it
     * is closed.
     */
    static void open() {
        Target target = Slot.of(Thread.currentThread()).targetOrNew();
        StackRoom.requireMuch(target); // so that close, from the same frame, has room as well
        if (!target.isClosed()) {
            if (target.masks++ == 0 && Telemetry.isOnAfterRecorderCheck()) {
                target.maskEvent = Telemetry.beginMask();
            }
            target.attended = true;
        }
    }

    /** Closes a mask; if it was the outermost, runs what has come due meanwhile. */
    static void close() {
        Thread self = Thread.currentThread();
        Slot slot = Slot.of(self);
        Target target = slot.targetOrNew();
        StackRoom.require(target);
        if (target.masks == 0 || --target.masks > 0) {
            return; // the thread's last drain has closed it already, or a mask around it is open
        }
        target.attended = target.draining; // a full fence before the look: a later adder wakes
        ended(target);
        if (slot.due && !target.draining) {
            // All of it runs: the budget of a run point is for threads that did not ask for a
            // drain.
            if (Drain.run(self, slot, target, RunPoint.UNMASK) > 0) {
                RunPoints.givePermit(self);
            }
        }
    }

    /**
     * Called when the outermost mask is closed, or when the thread's own code has ended and left it
     * open.
     */
    static void ended(Target target) {
        Object event = target.maskEvent;
        if (event != null) {
            target.maskEvent = null;
            Telemetry.endMask(event);
        }
    }
}

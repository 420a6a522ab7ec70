// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Regions in which the current thread's run points do nothing. */
final class Masks {
    private Masks() {}

    /** While a mask is open SIGNALs only queue: closing it is the look that they rely on. */
    static void open() {
        Target target = Task.of(Thread.currentThread()).targetOrNew();
        StackRoom.requireMuch(target); // so that close, from the same frame, has it too
        if (!target.isClosed()) {
            if (target.masks++ == 0 && Telemetry.isOn()) {
                target.maskEvent = Telemetry.beginMask();
            }
            target.attended = true;
        }
    }

    /** Runs what has come due meanwhile if it was the outermost. */
    static void close() {
        Thread self = Thread.currentThread();
        Task task = Task.of(self);
        Target target = task.targetOrNew();
        StackRoom.require(target);
        if (target.masks == 0 || --target.masks > 0) {
            return; // the thread's last drain had closed it already; or one around it is open
        }
        target.attended = target.draining; // a full fence before the look: who adds later wakes
        ended(target);
        if (task.due && !target.draining) {
            // All of it: the budget of a run point is for those who did not ask.
            if (Drain.run(self, task, target, RunPoint.UNMASK) > 0) {
                RunPoints.givePermit(self);
            }
        }
    }

    /** The outermost is closed, or the thread's own code has ended and left it open. */
    static void ended(Target target) {
        Object event = target.maskEvent;
        if (event != null) {
            target.maskEvent = null;
            Telemetry.endMask(event);
        }
    }
}

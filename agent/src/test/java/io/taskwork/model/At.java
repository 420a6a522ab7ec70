// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/** The target's place: what it does next, and where that is in the code. */
enum At {
    BODY("own code: told? else yield, poll, TaskWorks.run() or block"),
    YIELD("RunPoints.inPlace: due?"),
    LAST_POLL("Poll.poll, then block: due? do polls rest?"),
    GIVE_PERMIT("RunPoints.givePermit: unpark itself"),

    BEFORE_PARK("RunPoints.beforePark: due?"),
    TAKE_PERMIT("VirtualThread.park: getAndSetParkPermit(false)"),
    PARKING("VirtualThread.park: setState(PARKING)"),
    PARKED("VirtualThread.afterYield: setState(PARKED)"),
    PERMIT_MEANWHILE("VirtualThread.afterYield: parkPermit && CAS(PARKED, UNPARKED)"),
    UNPARKED("VirtualThread.runContinuation: CAS(UNPARKED, RUNNING)"),
    CONSUME("VirtualThread.runContinuation: setParkPermit(false)"),
    AFTER_PARK("RunPoints.afterPark: due?"),

    ANNOUNCE("MonitorWaits.beforeWait: waiting = true"),
    BEFORE_WAIT("MonitorWaits.beforeWait: due?"),
    RETRACT("MonitorWaits.beforeWait: waiting = false"),
    WAITING("Object.wait0: into the wait set, state WAITING, monitor released"),
    WAIT("VirtualThread.afterYield: setState(WAIT)"),
    NOTIFIED_MEANWHILE("VirtualThread.afterYield: notified && CAS(WAIT, BLOCKED)"),
    UNBLOCKED("VirtualThread.runContinuation: CAS(UNBLOCKED, RUNNING); monitor taken again"),
    NOT_WAITING("MonitorWaits.afterWait: waiting = false"),
    AFTER_WAIT("MonitorWaits.afterWait: due?"),

    ATTEND("Drain.run: attended = true"),
    CLEAR_DUE("Drain.run: due = false"),
    POLL("Rounds.pollRound: isEmpty?"),
    TAKE("Rounds.pollRound: where does the round end? takes the oldest"),
    CLEAR_DUE_LATE("a weak drain: due = false after the look at the queue"),
    CALLBACK("Drain.runWork: callback.run()"),
    LAST_WORK("Drain.runWork, finally: isOver && !due?"),
    UNATTEND_EARLY("Drain.runWork, finally: attended = false, before Work.finish"),
    MORE("Drain.runRound: isOver? budget used up?"),
    LEFT("Drain.run: isOver?"),
    STILL_ATTENDED("Drain.lookAgain: attended?"),
    UNATTEND("Drain.lookAgain: attended = false"),
    LAST_LOOK("Drain.run: while (due), and the budget is not used up; at exit, while (!isEmpty)"),
    UNATTEND_AGAIN("Drain.run, finally: attended = false, for the second time"),
    END_UNATTEND("Drain.lookAgain, in finally: attended = false, the budget being used up"),
    END_LOOK("Drain.run, finally: isEmpty?"),
    END_DUE("Drain.run, finally: due = true"),
    RESULT("Drain.atRunPoint: run(..) > 0 || due"),

    CLOSE("WorkQueue.close: empty and CAS(null, CLOSED)"),
    CLOSE_BLINDLY("a weak close: sets CLOSED"),
    TERMINATED("");

    final String what;

    At(String what) {
        this.what = what;
    }
}

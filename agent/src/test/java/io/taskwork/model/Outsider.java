// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import io.taskwork.model.WakeState.Vt;

/**
 * The thread that brings about what the target's own code parks or waits for; it may never come.
 */
final class Outsider implements Actor<WakeState> {
    enum At {
        TELL("told = true; in the wait scenario under the monitor, with notify"),
        NOTIFY("ObjectMonitor::notify: CAS(WAIT, BLOCKED); unblock: CAS(BLOCKED, UNBLOCKED)"),
        PERMIT("VirtualThread.unpark: getAndSetParkPermit(true)"),
        STATE("VirtualThread.unpark: CAS(PARKED, UNPARKED), submit"),
        DONE("");

        final String what;

        At(String what) {
            this.what = what;
        }
    }

    private final boolean waits;

    Outsider(boolean waits) {
        this.waits = waits;
    }

    @Override
    public String next(WakeState s) {
        boolean monitorHeld = waits && !s.inWaitSet && s.target != io.taskwork.model.At.TERMINATED;
        return s.outsider == At.DONE || (s.outsider == At.TELL && monitorHeld) ? null
                : "outsider: " + s.outsider.what;
    }

    @Override
    public boolean isSure(WakeState s) {
        return s.outsider != At.TELL;
    }

    @Override
    public void step(WakeState s, int way) {
        s.outsider = switch (s.outsider) {
            case TELL -> {
                s.told = true;
                s.notified = s.inWaitSet;
                s.inWaitSet = false;
                yield waits ? At.NOTIFY : At.PERMIT;
            }
            case NOTIFY -> {
                if (s.vt == Vt.WAIT) {
                    s.vt = Vt.UNBLOCKED;
                }
                yield At.DONE;
            }
            case PERMIT -> {
                boolean had = s.permit;
                s.permit = true;
                yield had ? At.DONE : At.STATE;
            }
            case STATE -> {
                if (s.vt == Vt.PARKED) {
                    s.vt = Vt.UNPARKED;
                }
                yield At.DONE;
            }
            case DONE -> throw new AssertionError();
        };
    }
}

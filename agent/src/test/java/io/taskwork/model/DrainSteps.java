// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import java.util.Set;

/** The target in Drain.run, up to its end. */
final class DrainSteps {
    private final Set<Weakness> weak;

    DrainSteps(Set<Weakness> weak) {
        this.weak = weak;
    }

    /** Drain.run. */
    At step(WakeState s, int way) {
        switch (s.target) {
            case ATTEND:
                s.attended = true;
                forgetWakes(s);
                return At.CLEAR_DUE;
            case CLEAR_DUE:
                s.due &= weak.contains(Weakness.CLEARS_DUE_AFTER_THE_LOOK)
                        || weak.contains(Weakness.NEVER_CLEARS_DUE);
                return At.POLL;
            case POLL:
                return s.queue.isEmpty() ? At.LEFT : At.TAKE;
            case TAKE:
                if (s.queue.isEmpty()) {
                    return At.LEFT; // cancelled
                }
                s.running = s.queue.charAt(0);
                s.queue = s.queue.substring(1);
                return At.CALLBACK;
            case CALLBACK:
                s.done += s.running;
                s.running = ' ';
                s.ran = true;
                s.permit &= way == 0;
                return At.LAST_WORK;
            case LAST_WORK:
                return s.queue.isEmpty() ? At.UNATTEND_EARLY : At.MORE;
            case UNATTEND_EARLY:
                s.attended = false;
                forgetWakes(s);
                return At.MORE;
            case MORE:
                return s.queue.isEmpty() || way == 1 ? At.LEFT : At.POLL;
            case LEFT:
                return s.caller.unlimited() || s.queue.isEmpty()
                        ? At.STILL_ATTENDED : At.END_UNATTEND;
            case STILL_ATTENDED:
                return s.attended ? At.UNATTEND : lastLook();
            case UNATTEND:
                s.attended = false;
                forgetWakes(s);
                return lastLook();
            case LAST_LOOK:
                return !s.queue.isEmpty() ? At.ATTEND
                        : weak.contains(Weakness.CLEARS_THE_MARK_TWICE) ? At.UNATTEND_AGAIN
                                : endLook();
            case UNATTEND_AGAIN:
                s.attended = false;
                return endLook();
            case END_UNATTEND:
                s.attended = false;
                forgetWakes(s);
                return endLook();
            case END_LOOK:
                s.due &= !weak.contains(Weakness.CLEARS_DUE_AFTER_THE_LOOK);
                return s.queue.isEmpty() ? At.RESULT : At.END_DUE;
            case END_DUE:
                s.due = true;
                return At.RESULT;
            default:
                throw new AssertionError(s);
        }
    }

    private At lastLook() {
        return weak.contains(Weakness.NO_LAST_LOOK) ? endLook() : At.LAST_LOOK;
    }

    private At endLook() {
        return weak.contains(Weakness.FORGETS_WHAT_IS_LEFT) ? At.RESULT : At.END_LOOK;
    }

    private static void forgetWakes(WakeState s) {
        s.marked = 0;
        s.woken = false;
        s.beganWoken = 0;
    }
}

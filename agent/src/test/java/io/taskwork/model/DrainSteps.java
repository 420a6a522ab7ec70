// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import java.util.Set;

/** The target's steps in Drain.run, up to its end. */
final class DrainSteps {
    private final Set<Weakness> weak;

    DrainSteps(Set<Weakness> weak) {
        this.weak = weak;
    }

    /** Makes a step of Drain.run. */
    At step(WakeState s, int way) {
        switch (s.target) {
            case ATTEND:
                s.attended = true;
                forgetWakes(s);
                return At.CLEAR_DUE;
            case CLEAR_DUE:
                s.due &= weak.contains(Weakness.CLEARS_DUE_AFTER_THE_LOOK)
                        || weak.contains(Weakness.NEVER_CLEARS_DUE);
                s.round = WakeState.UNMARKED;
                return At.POLL;
            case POLL:
                if (s.round == WakeState.UNMARKED && s.queue.isEmpty()) {
                    s.round = 0;
                    return marked(At.LEFT);
                }
                return At.TAKE;
            case TAKE:
                return take(s);
            case CLEAR_DUE_LATE:
                s.due = false;
                return s.running == ' ' ? At.LEFT : At.CALLBACK;
            case CALLBACK:
                finish(s);
                s.permit &= way == 0;
                return At.LAST_WORK;
            case LAST_WORK:
                return isOver(s) && (s.caller == Caller.EXIT || !s.due)
                        ? At.UNATTEND_EARLY : At.MORE;
            case UNATTEND_EARLY:
                s.attended = false;
                forgetWakes(s);
                return At.MORE;
            case MORE:
                return isOver(s) || way == 1 ? At.LEFT : At.POLL;
            case LEFT:
                return isOver(s) ? At.STILL_ATTENDED : At.END_UNATTEND;
            case STILL_ATTENDED:
                return s.attended ? At.UNATTEND : lastLook();
            case UNATTEND:
                s.attended = false;
                forgetWakes(s);
                return lastLook();
            case LAST_LOOK:
                s.limited = s.caller != Caller.EXIT;
                if (!isSettled(s)) {
                    return way == 1 ? At.END_UNATTEND : At.ATTEND;
                }
                return weak.contains(Weakness.CLEARS_THE_MARK_TWICE)
                        ? At.UNATTEND_AGAIN : At.RESULT;
            case UNATTEND_AGAIN:
                s.attended = false;
                return At.RESULT;
            case END_UNATTEND:
                s.attended = false;
                forgetWakes(s);
                return endLook();
            case END_LOOK:
                return s.queue.isEmpty() ? At.RESULT : At.END_DUE;
            case END_DUE:
                s.due = true;
                return At.RESULT;
            default:
                throw new AssertionError(s);
        }
    }

    /** Makes the step of Rounds.pollRound under the queue's lock. */
    private At take(WakeState s) {
        boolean mark = s.round == WakeState.UNMARKED;
        if (mark) {
            s.round = s.queue.length();
        }
        boolean all = s.caller == Caller.EXIT; // then it is Rounds.poll
        if (all ? s.queue.isEmpty() : s.round == 0) {
            return mark ? marked(At.LEFT) : At.LEFT; // cancelled
        }
        s.running = s.queue.charAt(0);
        s.queue = s.queue.substring(1);
        s.round = Math.max(0, s.round - 1);
        return mark ? marked(At.CALLBACK) : At.CALLBACK;
    }

    private At marked(At next) {
        return weak.contains(Weakness.CLEARS_DUE_AFTER_THE_LOOK) ? At.CLEAR_DUE_LATE : next;
    }

    private static void finish(WakeState s) {
        if (s.running != WakeModel.PERPETUAL) {
            s.done += s.running;
        } else if (s.caller != Caller.EXIT) {
            s.queue += s.running;
        }
        s.running = ' ';
        s.ran = true;
    }

    static boolean isOver(WakeState s) {
        return s.caller == Caller.EXIT ? s.queue.isEmpty() : s.round == 0;
    }

    boolean isSettled(WakeState s) {
        return s.caller == Caller.EXIT || weak.contains(Weakness.GOES_ON_FOR_WHAT_IS_QUEUED)
                ? s.queue.isEmpty() : !s.due;
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

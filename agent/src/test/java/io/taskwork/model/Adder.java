// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import io.taskwork.model.WakeState.Vt;
import java.util.Set;

/** A thread that adds one work in one mode: the steps of {@code Adds} and {@code Wakes}. */
final class Adder implements Actor<WakeState> {
    enum At {
        CANCEL("TaskWork.cancel: takes the work back; true?"),
        FIND("Adds.ensureQueued: claims the work, or WorkQueue.find: is it queued?"),
        BEGIN("Wakes.markEarly: attended?"),
        BEGIN_ATTENDED("Wakes.markEarly: attended = true"),
        BEGIN_DUE("Wakes.markEarly: due = true"),
        PUSH("WorkList.push: CAS of head"),
        STILL_ATTENDED("Wakes.wake, marked: attended?"),
        STILL_DUE("Wakes.wake, marked: due?"),
        DUE_LOOK("Wakes.wake, Adds.notify: due?"),
        DUE_SET("Wakes.wake, Adds.notify: due = true"),
        ATTENDED_LOOK("Wakes.wake: attended?"),
        WAKE_ATTENDED("Wakes.mark: attended = true"),
        WAKE_DUE("Wakes.mark: due = true"),
        PARKED("VirtualThreads.unparkParked: state?"),
        UNPARK_PARKED("VirtualThreads.unparkParked: CAS(PARKED, UNPARKED), submit"),
        PERMIT("VirtualThread.unpark: getAndSetParkPermit(true)"),
        STATE("VirtualThread.unpark: state?"),
        UNPARK("VirtualThread.unpark: CAS(PARKED, UNPARKED), submit"),
        WAITING_LOOK("MonitorWaits.tryWake: waiting?"),
        WAIT_STATE("MonitorWaits.tryWake: state?"),
        UNBLOCK("VirtualThreads.unblock: CAS(WAIT, UNBLOCKED), submit"),
        DONE("");

        final String what;

        At(String what) {
            this.what = what;
        }
    }

    enum Mode { NONE, RESUME, SIGNAL }

    private final int index;
    private final char takes;
    private final char posts;
    private final char work;
    private final Mode mode;
    private final Set<Weakness> weak;

    Adder(int index, char work, Mode mode, Set<Weakness> weak) {
        this(index, ' ', ' ', work, mode, weak);
    }

    /**
     * Returns an adder that first takes a work of another adder back, and adds only if that was
     * true.
     */
    static Adder thatTakes(int index, char takes, char work, Mode mode, Set<Weakness> weak) {
        return new Adder(index, takes, ' ', work, mode, weak);
    }

    /**
     * Returns an adder that posts the work of the first adder, which is an add of its own only if
     * that work has run.
     */
    static Adder thatPosts(int index, char posts, char work, Mode mode, Set<Weakness> weak) {
        return new Adder(index, ' ', posts, work, mode, weak);
    }

    private Adder(
            int index, char takes, char posts, char work, Mode mode, Set<Weakness> weak) {
        this.index = index;
        this.takes = takes;
        this.posts = posts;
        this.work = work;
        this.mode = mode;
        this.weak = weak;
    }

    /**
     * Returns whether the target must know of its work, since that waits to run and the add is
     * over.
     */
    boolean notified(WakeState s) {
        return mode != Mode.NONE && s.adders[index] == At.DONE && isQueued(s);
    }

    boolean isQueuedSignal(WakeState s) {
        return mode == Mode.SIGNAL && isQueued(s);
    }

    private boolean isQueued(WakeState s) {
        return s.queue.indexOf(work) >= 0
                || (posts != ' ' && s.adders[index] == At.DONE && s.queue.indexOf(posts) >= 0);
    }

    At first() {
        return takes != ' ' ? At.CANCEL : posts != ' ' ? At.FIND : beforePush();
    }

    private At beforePush() {
        return mode == Mode.SIGNAL ? At.BEGIN : At.PUSH;
    }

    @Override
    public String next(WakeState s) {
        At at = s.adders[index];
        return at == At.DONE ? null : "adder " + work + ": " + at.what;
    }

    @Override
    public void step(WakeState s, int way) {
        s.adders[index] = switch (s.adders[index]) {
            case CANCEL -> s.cancel(takes) ? beforePush() : At.DONE;
            case FIND -> find(s);
            case BEGIN -> {
                if (s.woken) {
                    s.beganWoken |= 1 << index;
                }
                if (isAttended(s)) {
                    yield At.PUSH;
                }
                s.wakes |= 1 << index;
                yield firstMark(At.BEGIN_ATTENDED, At.BEGIN_DUE);
            }
            case BEGIN_ATTENDED -> {
                setAttended(s);
                yield nextMark(At.BEGIN_DUE, At.PUSH);
            }
            case BEGIN_DUE -> {
                s.due = true;
                yield weak.contains(Weakness.MARKS_DUE_FIRST) ? At.BEGIN_ATTENDED : At.PUSH;
            }
            case PUSH -> push(s);
            case STILL_ATTENDED -> s.attended ? At.STILL_DUE : At.DUE_LOOK;
            case STILL_DUE -> s.due ? rouse(s) : At.DUE_LOOK;
            case DUE_LOOK -> s.due ? afterDue(s) : At.DUE_SET;
            case DUE_SET -> {
                s.due = true;
                yield afterDue(s);
            }
            case ATTENDED_LOOK -> isAttended(s) ? At.DONE : wake(s);
            case WAKE_ATTENDED -> {
                setAttended(s);
                yield nextMark(At.WAKE_DUE, rouse(s));
            }
            case WAKE_DUE -> {
                s.due = true;
                yield weak.contains(Weakness.MARKS_DUE_FIRST) ? At.WAKE_ATTENDED : rouse(s);
            }
            case PARKED -> s.vt == Vt.PARKED ? At.UNPARK_PARKED
                    : weak.contains(Weakness.UNPARKS_PARKED_ONLY) ? At.WAITING_LOOK : At.PERMIT;
            case UNPARK_PARKED -> {
                if (s.vt != Vt.PARKED) {
                    yield At.PERMIT;
                }
                s.vt = Vt.UNPARKED;
                s.woken |= (s.marked & 1 << index) != 0;
                yield At.DONE;
            }
            case PERMIT -> {
                boolean had = s.permit;
                s.permit = true;
                s.woken |= (s.marked & 1 << index) != 0;
                yield had ? At.WAITING_LOOK : At.STATE;
            }
            case STATE -> s.vt == Vt.PARKED ? At.UNPARK : At.WAITING_LOOK;
            case UNPARK -> {
                if (s.vt == Vt.PARKED) {
                    s.vt = Vt.UNPARKED;
                }
                yield At.WAITING_LOOK;
            }
            case WAITING_LOOK -> s.waiting ? At.WAIT_STATE : At.DONE;
            case WAIT_STATE -> switch (s.vt) {
                case WAIT -> At.UNBLOCK;
                case RUNNING, WAITING -> weak.contains(Weakness.ONE_LOOK_AT_THE_WAITER)
                        ? At.DONE : At.WAITING_LOOK; // looks again, in the end as the keeper
                default -> At.DONE;
            };
            case UNBLOCK -> {
                if (s.vt == Vt.WAIT) {
                    s.vt = Vt.UNBLOCKED;
                    yield At.DONE;
                }
                yield At.WAITING_LOOK;
            }
            case DONE -> throw new AssertionError();
        };
    }

    private At find(WakeState s) {
        if (s.queue.indexOf(posts) >= 0) {
            return At.DUE_LOOK;
        }
        boolean onItsWay = s.adders[0] != At.DONE && s.pushed.indexOf(posts) < 0;
        return !onItsWay ? beforePush()
                : weak.contains(Weakness.FINDS_WHAT_IS_NOT_PUSHED) ? At.DUE_LOOK : At.FIND;
    }

    private At push(WakeState s) {
        if (s.closed) {
            return At.DONE; // add is false
        }
        s.push(work);
        if (mode == Mode.NONE) {
            return At.DONE;
        }
        if ((s.wakes & 1 << index) != 0) {
            return weak.contains(Weakness.MARKS_ONCE) ? rouse(s) : At.STILL_ATTENDED;
        }
        return mode == Mode.SIGNAL && weak.contains(Weakness.DUE_SET_BY_WAKE_ONLY)
                ? At.ATTENDED_LOOK : At.DUE_LOOK;
    }

    private At afterDue(WakeState s) {
        boolean foundTheMark = mode == Mode.SIGNAL && (s.wakes & 1 << index) == 0;
        return mode == Mode.RESUME
                || (foundTheMark && weak.contains(Weakness.LOOKS_BEFORE_THE_PUSH))
                ? At.DONE : At.ATTENDED_LOOK;
    }

    private boolean isAttended(WakeState s) {
        return s.attended && !weak.contains(Weakness.EVERY_SIGNAL_WAKES);
    }

    private void setAttended(WakeState s) {
        s.attended = true;
        s.marked |= 1 << index;
    }

    private At firstMark(At attended, At due) {
        return weak.contains(Weakness.MARKS_DUE_FIRST) ? due : attended;
    }

    /** Returns the step after the one that sets attended. */
    private At nextMark(At due, At end) {
        return weak.contains(Weakness.MARKS_DUE_FIRST)
                || weak.contains(Weakness.MARKS_WITHOUT_DUE) ? end : due;
    }

    private At wake(WakeState s) {
        return firstMark(At.WAKE_ATTENDED, At.WAKE_DUE);
    }

    private At rouse(WakeState s) {
        if ((s.beganWoken & 1 << index) != 0) {
            s.secondWake = true;
        }
        return At.PARKED;
    }
}

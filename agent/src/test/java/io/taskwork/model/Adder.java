// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import io.taskwork.model.WakeState.Vt;
import java.util.Set;

/** A thread that adds one work in one mode: Adds.push. */
final class Adder implements Actor<WakeState> {
    enum At {
        CANCEL("TaskWork.cancel: takes the work back; true?"),
        LOOK_BEFORE("a weak Adds.push: attended?"),
        PUSH("WorkQueue.push: CAS of head"),
        DUE_LOOK("Adds.push: due?"),
        DUE_SET("Adds.push: due = true"),
        ATTENDED_LOOK("Adds.push: attended?"),
        WAKE_ATTENDED("Adds.wake: attended = true"),
        WAKE_DUE("Adds.wake: due = true"),
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
    private final char work;
    private final Mode mode;
    private final Set<Weakness> weak;

    Adder(int index, char work, Mode mode, Set<Weakness> weak) {
        this(index, ' ', work, mode, weak);
    }

    /** One that first takes a work of another adder back, and adds only if that was true. */
    Adder(int index, char takes, char work, Mode mode, Set<Weakness> weak) {
        this.index = index;
        this.takes = takes;
        this.work = work;
        this.mode = mode;
        this.weak = weak;
    }

    /** Its work waits to run, and its add is over, so the target must know of it. */
    boolean notified(WakeState s) {
        return mode != Mode.NONE && s.adders[index] == At.DONE && isQueued(s);
    }

    boolean isQueuedSignal(WakeState s) {
        return mode == Mode.SIGNAL && isQueued(s);
    }

    private boolean isQueued(WakeState s) {
        return s.queue.indexOf(work) >= 0;
    }

    At first() {
        return takes != ' ' ? At.CANCEL : beforePush();
    }

    private At beforePush() {
        return mode == Mode.SIGNAL && weak.contains(Weakness.LOOKS_BEFORE_THE_PUSH)
                ? At.LOOK_BEFORE : At.PUSH;
    }

    @Override
    public String next(WakeState s) {
        At at = s.adders[index];
        return at == At.DONE ? null : "adder " + work + ": " + at.what;
    }

    @Override
    public void step(WakeState s, int way) {
        s.adders[index] = switch (s.adders[index]) {
            case CANCEL -> {
                if (s.queue.indexOf(takes) < 0) {
                    yield At.DONE;
                }
                s.queue = s.queue.replace(String.valueOf(takes), "");
                s.cancelled += takes;
                yield beforePush();
            }
            case LOOK_BEFORE -> {
                s.sawAttended |= s.attended ? 1 << index : 0;
                yield At.PUSH;
            }
            case PUSH -> push(s);
            case DUE_LOOK -> s.due ? afterDue(s) : At.DUE_SET;
            case DUE_SET -> {
                s.due = true;
                yield afterDue(s);
            }
            case ATTENDED_LOOK -> s.attended && !weak.contains(Weakness.EVERY_SIGNAL_WAKES)
                    ? At.DONE : wake(s);
            case WAKE_ATTENDED -> {
                s.attended = true;
                s.marked |= 1 << index;
                yield weak.contains(Weakness.WAKE_LEAVES_DUE) ? At.PERMIT : At.WAKE_DUE;
            }
            case WAKE_DUE -> {
                s.due = true;
                yield At.PERMIT;
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
                        ? At.DONE : At.WAITING_LOOK; // again, in the end in the keeper
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

    private At push(WakeState s) {
        if (s.closed) {
            return At.DONE; // add is false
        }
        s.push(work);
        if (s.woken) {
            s.beganWoken |= 1 << index;
        }
        if (mode == Mode.NONE) {
            return At.DONE;
        }
        return mode == Mode.SIGNAL && weak.contains(Weakness.DUE_SET_BY_WAKE_ONLY)
                ? At.ATTENDED_LOOK : At.DUE_LOOK;
    }

    private At afterDue(WakeState s) {
        if (mode == Mode.RESUME) {
            return At.DONE;
        }
        if (weak.contains(Weakness.LOOKS_BEFORE_THE_PUSH)) {
            return (s.sawAttended & 1 << index) != 0 ? At.DONE : wake(s);
        }
        return At.ATTENDED_LOOK;
    }

    private At wake(WakeState s) {
        if ((s.beganWoken & 1 << index) != 0) {
            s.secondWake = true;
        }
        return At.WAKE_ATTENDED;
    }
}

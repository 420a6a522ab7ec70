// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import io.taskwork.model.WakeState.Vt;
import java.util.Set;

/**
 * The thread to which works are added. Its own code is {@code while (!told) park();} or the same
 * with a monitor and {@code wait()}, and sometimes a {@code Thread.yield} or a {@code
 * TaskWorks.run()} in between.
 *
 * <p>It takes one step for each access to what others access as well. The model leaves out parks
 * that are pinned, and a carrier that is still in {@code afterYield} when another one already runs
 * the thread.
 */
final class TargetThread implements Actor<WakeState> {
    private final boolean waits;

    /**
     * Whether a work of mode NONE adds itself again and again; the thread's own code then only
     * blocks.
     */
    private final boolean perpetual;

    private final Adder[] adders;
    private final Set<Weakness> weak;
    private final DrainSteps drain;

    TargetThread(boolean waits, boolean perpetual, Adder[] adders, Set<Weakness> weak) {
        this.perpetual = perpetual;
        this.waits = waits;
        this.adders = adders;
        this.weak = weak;
        drain = new DrainSteps(weak);
    }

    @Override
    public String next(WakeState s) {
        boolean blocked = s.target == At.TERMINATED
                || (s.target == At.UNPARKED && s.vt != Vt.UNPARKED)
                || (s.target == At.UNBLOCKED && s.vt != Vt.UNBLOCKED);
        return blocked ? null : "target: " + s.target.what;
    }

    @Override
    public int ways(WakeState s) {
        return switch (s.target) {
            case BODY -> s.told || perpetual ? 1 : 4;
            case LAST_POLL -> s.due ? 2 : 1;
            case CALLBACK -> 2; // does nothing; parks for a nanosecond
            case MORE -> DrainSteps.isOver(s) || !s.limited ? 1 : 2;
            case LAST_LOOK -> drain.isSettled(s) || s.caller == Caller.EXIT ? 1 : 2;
            default -> 1;
        };
    }

    @Override
    public void step(WakeState s, int way) {
        s.target = switch (s.target) {
            case BODY -> s.told ? At.CLOSE : way == 0 ? block() : way == 1 ? At.YIELD
                    : way == 2 ? drain(s, Caller.RUN) : At.LAST_POLL;
            case YIELD -> isDue(s) ? drain(s, Caller.YIELD) : block();
            case LAST_POLL -> {
                if (way == 0) {
                    yield isDue(s) ? drain(s, Caller.YIELD) : block();
                }
                s.due &= !weak.contains(Weakness.RESTS_WITHOUT_DUE);
                yield block();
            }
            case GIVE_PERMIT -> {
                s.permit = true;
                yield afterPermit(s);
            }
            case BEFORE_PARK -> isDue(s) ? drain(s, Caller.BEFORE_PARK) : At.TAKE_PERMIT;
            case AFTER_PARK -> isDue(s) ? drain(s, Caller.AFTER_PARK) : At.BODY;
            case TAKE_PERMIT, PARKING, PARKED, PERMIT_MEANWHILE, UNPARKED, CONSUME -> park(s);
            case ANNOUNCE, BEFORE_WAIT, RETRACT, WAITING, WAIT, NOTIFIED_MEANWHILE, UNBLOCKED,
                    NOT_WAITING, AFTER_WAIT -> monitorWait(s);
            case CLOSE -> {
                if (weak.contains(Weakness.CLOSES_WITHOUT_COMPARE) && s.queue.isEmpty()) {
                    yield At.CLOSE_BLINDLY;
                }
                yield s.queue.isEmpty() ? close(s) : drain(s, Caller.EXIT);
            }
            case CLOSE_BLINDLY -> close(s);
            case TERMINATED -> throw new AssertionError();
            case RESULT -> result(s);
            default -> drain.step(s, way);
        };
    }

    /** Looks at a run point: what was added by then, unless with NONE, must be due. */
    private boolean isDue(WakeState s) {
        for (Adder adder : adders) {
            if (!s.due && adder.notified(s)) {
                s.wrong = " 3: passes a run point over what was added before";
            }
        }
        return s.due;
    }

    private At block() {
        return waits ? At.ANNOUNCE : At.BEFORE_PARK;
    }

    private static At drain(WakeState s, Caller caller) {
        s.caller = caller;
        s.limited = !caller.unlimited();
        s.ran = false;
        return At.ATTEND;
    }

    private static At close(WakeState s) {
        s.closed = true;
        s.vt = Vt.TERMINATED;
        return At.TERMINATED;
    }

    /** Makes a step of VirtualThread.park. */
    private At park(WakeState s) {
        switch (s.target) {
            case TAKE_PERMIT:
                boolean had = s.permit;
                s.permit = false;
                return had ? At.AFTER_PARK : At.PARKING;
            case PARKING:
                s.vt = Vt.PARKING;
                return At.PARKED;
            case PARKED:
                s.vt = Vt.PARKED;
                return At.PERMIT_MEANWHILE;
            case PERMIT_MEANWHILE:
                if (s.permit && s.vt == Vt.PARKED) {
                    s.vt = Vt.UNPARKED;
                }
                return At.UNPARKED;
            case UNPARKED:
                s.vt = Vt.RUNNING;
                return At.CONSUME;
            default:
                s.permit = false;
                return At.AFTER_PARK;
        }
    }

    /**
     * Makes a step of Object.wait on a virtual thread, which holds the monitor except from WAITING
     * to UNBLOCKED.
     */
    private At monitorWait(WakeState s) {
        switch (s.target) {
            case ANNOUNCE:
                s.waiting = true;
                return weak.contains(Weakness.ANNOUNCES_AFTER_THE_LOOK)
                        ? At.WAITING : At.BEFORE_WAIT;
            case BEFORE_WAIT:
                return isDue(s) ? At.RETRACT : At.WAITING;
            case RETRACT:
                s.waiting = false;
                return drain(s, Caller.BEFORE_WAIT);
            case WAITING:
                s.vt = Vt.WAITING;
                s.inWaitSet = true;
                return At.WAIT;
            case WAIT:
                s.vt = Vt.WAIT;
                return At.NOTIFIED_MEANWHILE;
            case NOTIFIED_MEANWHILE:
                if (s.notified && s.vt == Vt.WAIT) {
                    s.vt = Vt.UNBLOCKED; // by way of BLOCKED; nobody holds the monitor
                }
                return At.UNBLOCKED;
            case UNBLOCKED:
                s.vt = Vt.RUNNING;
                s.inWaitSet = false;
                return At.NOT_WAITING;
            case NOT_WAITING:
                s.waiting = false;
                return At.AFTER_WAIT;
            default:
                return isDue(s) ? drain(s, Caller.AFTER_WAIT) : At.BODY;
        }
    }

    private At result(WakeState s) {
        boolean left = s.due && !weak.contains(Weakness.BLOCKS_OVER_WHAT_IS_LEFT);
        boolean may = s.ran || (!s.caller.unlimited() && left);
        s.ran = false;
        s.limited = false; // locals of the drain
        s.round = WakeState.UNMARKED;
        return switch (s.caller) {
            case BEFORE_PARK -> may && !weak.contains(Weakness.PARKS_AFTER_CALLBACKS)
                    ? At.BODY : At.TAKE_PERMIT;
            case AFTER_PARK -> At.BODY;
            case YIELD, RUN, BEFORE_WAIT, AFTER_WAIT ->
                    may && !weak.contains(Weakness.KEEPS_THE_EATEN_PERMIT)
                    ? At.GIVE_PERMIT : afterNothing(s, may);
            case EXIT -> At.CLOSE;
        };
    }

    private At afterNothing(WakeState s, boolean may) {
        if (s.caller == Caller.BEFORE_WAIT && !may) {
            return weak.contains(Weakness.NO_SECOND_LOOK) ? At.WAITING : At.ANNOUNCE;
        }
        return afterPermit(s);
    }

    private At afterPermit(WakeState s) {
        return switch (s.caller) {
            case YIELD, RUN -> block();
            case BEFORE_WAIT -> At.NOT_WAITING; // the advice skips wait0; its exit runs
            default -> At.BODY;
        };
    }
}

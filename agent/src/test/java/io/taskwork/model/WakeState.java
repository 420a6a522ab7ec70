// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/**
 * The state of one target thread and its adders: what they share are fields of Slot, Target and
 * VirtualThread.
 *
 * <p>The queue is represented by its contents, and each operation on it is one step, since Lincheck
 * looks inside. A letter stands for one add; the model knows which letters are SIGNALs.
 */
final class WakeState extends State<WakeState> {
    /**
     * The states of {@code VirtualThread}. Submitting the continuation is part of the step to
     * UNPARKED or UNBLOCKED.
     */
    enum Vt { RUNNING, PARKING, PARKED, UNPARKED, WAITING, WAIT, BLOCKED, UNBLOCKED, TERMINATED }

    static final int UNMARKED = -1;

    // Slot and Target
    boolean due;
    boolean attended;
    boolean waiting;
    String queue = "";
    boolean closed;

    // VirtualThread
    Vt vt = Vt.RUNNING;
    boolean permit;
    boolean notified;

    /** Whether the thread is in the wait set of the monitor, in the scenario with a wait. */
    boolean inWaitSet;

    // The target: where it is, and the locals of Drain.run.
    At target = At.BODY;
    Caller caller = Caller.BEFORE_PARK;
    char running = ' ';
    boolean ran;

    /**
     * The number of works that the round has left, which are the first ones in the queue; or
     * UNMARKED.
     */
    int round = UNMARKED;

    /** Whether the round has a budget. */
    boolean limited;

    /** Whether the thread's own code may end, since what it parks or waits for has come. */
    boolean told;

    Outsider.At outsider = Outsider.At.TELL;

    /** The place of each adder. */
    Adder.At[] adders;

    /** The adders that marked the target before their push, one bit each. */
    int wakes;

    // History, for the rules only.
    String pushed = "";
    String done = "";
    String cancelled = "";

    /** Whether the fields that follow are filled in, which makes many more states. */
    private final boolean countsWakes;

    /**
     * The adders that marked the target attended since its drain cleared the mark, one bit each.
     */
    int marked;

    /**
     * Whether one of them sent its wake; no add that begins before the next drain may send another.
     */
    boolean woken;

    /** The adders that began after that, one bit each. */
    int beganWoken;

    boolean secondWake;

    String wrong = "";

    WakeState(boolean countsWakes, Adder.At... adders) {
        this.countsWakes = countsWakes;
        this.adders = adders;
    }

    @Override
    WakeState copy() {
        WakeState copy = super.copy();
        copy.adders = adders.clone();
        return copy;
    }

    /** Makes the step of TaskWork.cancel; returns true if the work was queued. */
    boolean cancel(char work) {
        int at = queue.indexOf(work);
        if (at < 0) {
            return false;
        }
        queue = queue.substring(0, at) + queue.substring(at + 1);
        round -= at < round ? 1 : 0;
        cancelled += work;
        return true;
    }

    void push(char work) {
        queue += work;
        pushed += work;
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder(96);
        s.append(target).append(' ').append(caller).append(' ').append(vt);
        s.append(" queue=").append(queue).append(closed ? "(closed)" : "");
        flag(s, due, " due");
        flag(s, attended, " attended");
        flag(s, waiting, " waiting");
        flag(s, permit, " permit");
        flag(s, notified, " notified");
        flag(s, inWaitSet, " inWaitSet");
        flag(s, ran, " ran");
        flag(s, told, " told");
        s.append(" round=").append(round == UNMARKED ? "?" : "" + round);
        flag(s, limited, " limited");
        s.append(running == ' ' ? " " : " runs " + running + ' ').append(outsider);
        for (Adder.At adder : adders) {
            s.append(' ').append(adder);
        }
        s.append(wakes == 0 ? "" : " wakes" + wakes);
        s.append(" | ").append(pushed).append('/').append(done).append('/').append(cancelled);
        if (countsWakes) {
            s.append(marked == 0 ? "" : " marked" + marked);
            flag(s, woken, " woken");
            s.append(beganWoken == 0 ? "" : " began" + beganWoken);
            flag(s, secondWake, " secondWake");
        }
        return s.append(wrong).toString();
    }

    @Override
    String key() {
        StringBuilder s = new StringBuilder(24);
        s.append((char) target.ordinal()).append((char) (caller.ordinal() << 4 | vt.ordinal()));
        s.append((char) outsider.ordinal()).append(running);
        for (Adder.At adder : adders) {
            s.append((char) adder.ordinal());
        }
        s.append((char) (bit(due, 0) | bit(attended, 1) | bit(waiting, 2) | bit(closed, 3)
                | bit(permit, 4) | bit(notified, 5) | bit(inWaitSet, 6)));
        s.append((char) (bit(ran, 0) | bit(told, 1) | wakes << 2));
        s.append((char) (bit(limited, 0) | round + 1 << 1));
        s.append(queue).append('|').append(pushed).append('|').append(done).append('|');
        if (countsWakes) {
            s.append((char) (bit(woken, 0) | bit(secondWake, 1) | marked << 2));
            s.append((char) beganWoken);
        }
        return s.append(cancelled).append(wrong).toString();
    }

    private static int bit(boolean set, int position) {
        return set ? 1 << position : 0;
    }

    private static void flag(StringBuilder s, boolean set, String name) {
        if (set) {
            s.append(name);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Two SIGNALs come while the thread passes its last poll and then parks. The poll runs what is
 * queued, or leaves it because polls rest. No work may be left to a thread that sleeps, and the
 * second SIGNAL must not wake it again unless a drain lies between the two.
 *
 * <p>The step {@code LAST_POLL} of {@code WakeModel} explores every order of these accesses, and
 * its twin is the first one here. This adds what a model cannot show: the order in which a
 * processor makes them.
 */
public class LastPoll {
    private LastPoll() {}

    @Outcome(id = "ran", expect = ACCEPTABLE, desc = "the poll ran both")
    @Outcome(id = "left to the park", expect = ACCEPTABLE, desc = "the park finds it due")
    @Outcome(id = "left, woken", expect = ACCEPTABLE, desc = "the thread sleeps, and is woken")
    public static class Base {
        /** Stands for the target's thread; nothing is done to it but to unpark it. */
        private static final Thread THREAD = new Thread();

        private static final int MOST_SPINS = 12;

        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        private final Work first = Works.fresh(target);
        private final Work second = Works.fresh(target);
        final boolean rests = ThreadLocalRandom.current().nextBoolean();
        private final int pause = ThreadLocalRandom.current().nextInt(MOST_SPINS);
        private final int pauseOfTarget = ThreadLocalRandom.current().nextInt(MOST_SPINS);
        boolean drained;
        private boolean sleeps;
        private int wakes;

        final void add() {
            spin(pause);
            wakes += Weakened.addAndTell(THREAD, slot, target, first) ? 1 : 0;
            wakes += Weakened.addAndTell(THREAD, slot, target, second) ? 1 : 0;
        }

        private static void spin(int times) {
            for (int i = 0; i < times; i++) {
                Thread.onSpinWait();
            }
        }

        /** Takes the steps of Poll.run, without the clock. */
        final void poll() {
            spin(pauseOfTarget);
            if (slot.due && !rests) {
                drained = true;
                Drain.atRunPoint(Thread.currentThread(), slot, target, RunPoint.POLL);
            }
        }

        /** Looks at what is due, as RunPoints.beforePark does. */
        final void park() {
            sleeps = !slot.due;
        }

        final boolean isWokenTwice() {
            return wakes == 2 && !drained;
        }

        final String outcome() {
            return isWokenTwice() ? "woken twice" : target.isEmpty() ? "ran"
                    : !sleeps ? "left to the park"
                    : target.attended && slot.due ? "left, woken" : "left, sleeps";
        }
    }

    @JCStressTest
    @Outcome(id = {"left, sleeps", "woken twice"}, expect = FORBIDDEN,
            desc = "it sleeps over a SIGNAL, or is woken twice for one sleep")
    @State
    public static class Real extends Base {
        @Actor
        public void target() {
            poll();
            park();
        }

        @Actor
        public void adder() {
            add();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = outcome();
        }
    }

    /** A poll that rests clears the mark that something is due. */
    @JCStressTest
    @Outcome(id = "left, sleeps", expect = ACCEPTABLE_INTERESTING, desc = "it sleeps over a SIGNAL")
    @State
    public static class Weak extends Base {
        @Actor
        public void target() {
            poll();
            if (rests) {
                slot.setDue(false);
            }
            park();
        }

        @Actor
        public void adder() {
            add();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = outcome();
        }
    }

    /** A poll that rests clears both marks, as if it had drained. */
    @JCStressTest
    @Outcome(id = "woken twice", expect = ACCEPTABLE_INTERESTING, desc = "two wakes for one sleep")
    @State
    public static class WeakMarks extends Base {
        @Actor
        public void target() {
            poll();
            if (rests) {
                slot.setDue(false);
                target.setAttended(false);
            }
            park();
        }

        @Actor
        public void adder() {
            add();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = isWokenTwice() ? "woken twice" : "ran"; // the twin above shows lost works
        }
    }
}

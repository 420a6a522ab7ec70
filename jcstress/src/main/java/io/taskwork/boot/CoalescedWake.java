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
 * A SIGNAL comes while the thread drains because of a due mark that was left over: Adds.addFresh
 * against Drain.atRunPoint, both as built and without weaving. The thread must never block while
 * the work is left and no wake is on its way ("left, blocks").
 */
public class CoalescedWake {
    private CoalescedWake() {}

    @Outcome(id = "ran", expect = ACCEPTABLE, desc = "the drain met it")
    @Outcome(id = "left, woken", expect = ACCEPTABLE, desc = "the thread blocks, and is woken")
    @Outcome(id = "left, goes on", expect = ACCEPTABLE, desc = "the thread does not block")
    public static class Base {
        /** Stands for the target's thread; nothing is done to it but to unpark it. */
        private static final Thread THREAD = new Thread();

        private static final int MOST_SPINS = 12;

        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        final Work added = Works.fresh(target);
        boolean goesOn;

        /**
         * How often the adder spins before it adds. The drain takes long to get to its last look,
         * and only an add near that look can miss it.
         */
        private final int pause = ThreadLocalRandom.current().nextInt(MOST_SPINS);

        public Base() {
            slot.due = true;
        }

        void add() {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            Weakened.add(THREAD, slot, target, added);
        }

        String outcome() {
            return target.isEmpty() ? "ran"
                    : goesOn ? "left, goes on" : target.attended ? "left, woken" : "left, blocks";
        }
    }

    @JCStressTest
    @Outcome(id = "left, blocks", expect = FORBIDDEN, desc = "it sleeps over a SIGNAL")
    @State
    public static class Real extends Base {
        @Actor
        public void target() {
            goesOn = Drain.atRunPoint(Thread.currentThread(), slot, target, RunPoint.PARK);
        }

        @Arbiter
        public void left(L_Result r) {
            r.r1 = outcome();
        }

        @Actor
        public void adder() {
            add();
        }
    }

    /** This drain does not look again at what is due after it has cleared the mark. */
    @JCStressTest
    @Outcome(id = "left, blocks", expect = ACCEPTABLE_INTERESTING, desc = "it sleeps over a SIGNAL")
    @State
    public static class Weak extends Base {
        @Actor
        public void target() {
            goesOn = Weakened.atRunPoint(slot, target);
        }

        @Arbiter
        public void left(L_Result r) {
            r.r1 = outcome();
        }

        @Actor
        public void adder() {
            add();
        }
    }
}

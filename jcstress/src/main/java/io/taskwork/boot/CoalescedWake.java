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
 * A SIGNAL comes while the thread drains because of a due mark that was left over: Adds.push
 * against Drain.atRunPoint, both as built, no weaving needed. "blocks" is what must never come with
 * the work left and no wake on its way.
 */
public class CoalescedWake {
    private CoalescedWake() {}

    @Outcome(id = "ran", expect = ACCEPTABLE, desc = "the drain met it")
    @Outcome(id = "left, woken", expect = ACCEPTABLE, desc = "the thread blocks, and is woken")
    @Outcome(id = "left, goes on", expect = ACCEPTABLE, desc = "the thread does not block")
    public static class Base {
        /** In place of the target's thread: it is only unparked. */
        private static final Thread THREAD = new Thread();

        private static final int MOST_SPINS = 12;

        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        final Work added = Works.fresh(target);
        boolean goesOn;

        /** The drain has a long way to its last look, and some instructions there are too late. */
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

    /** It does not look at what is due when it has cleared the mark. */
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

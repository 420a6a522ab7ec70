// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A mask closes, and its thread parks, while a SIGNAL comes: Adds.addFresh as built, against the
 * accesses of Masks.close. The results are whether the thread saw that something is due, and
 * whether the adder woke it.
 */
public class MaskBarrier {
    private MaskBarrier() {}

    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "not run, not woken")
    @Outcome(expect = ACCEPTABLE, desc = "seen or woken")
    @State
    public static class Real extends Base {
        @Actor
        public void adder() {
            Weakened.add(THREAD, slot, target, added);
        }

        @Actor
        public void mask(ZZ_Result r) {
            close(r);
        }

        @Arbiter
        public void woken(ZZ_Result r) {
            r.r2 = target.attended;
        }
    }

    /** Here the adder looks at the mark only once, with no fence after it has set due. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "not run, not woken")
    @Outcome(expect = ACCEPTABLE, desc = "seen or woken")
    @State
    public static class Weak extends Base {
        @Actor
        public void adder() {
            target.push(added);
            slot.setDue(true);
            if (!target.attended) {
                target.attended = true; // Wakes.wake
            }
        }

        @Actor
        public void mask(ZZ_Result r) {
            close(r);
        }

        @Arbiter
        public void woken(ZZ_Result r) {
            r.r2 = target.attended;
        }
    }

    public static class Base {
        static final Thread THREAD = new Thread();

        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        final Work added = Works.fresh(target);

        public Base() {
            target.attended = true; // Masks.open
        }

        final void close(ZZ_Result r) {
            target.attended = target.draining; // Masks.close
            r.r1 = slot.due;
            r.r1 |= slot.due; // RunPoints.beforePark
        }
    }
}

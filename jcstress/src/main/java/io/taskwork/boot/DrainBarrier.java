// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The barrier between an adder and a drain that begins: the accesses of Adds.addFresh and
 * Drain.run, in which poll stands between the mark and the look. The results are whether the adder
 * saw that the thread was already notified (and therefore does nothing more), and whether the drain
 * missed the work.
 */
public class DrainBarrier {
    private DrainBarrier() {}

    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the drain meets it")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the drain meets it; due again")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "due again")
    public static class Base {
        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        final Work added = Works.fresh(target);

        public Base() {
            slot.due = true;
        }

        final void add(ZZ_Result r) {
            target.push(added);
            r.r1 = slot.due;
        }
    }

    /** Nothing was queued, a case for which poll has a fence. */
    @JCStressTest
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "queued, and nothing is due")
    @State
    public static class RealOfNone extends Base {
        @Actor
        public void target(ZZ_Result r) {
            slot.setDue(false);
            r.r2 = target.poll() == null && target.isEmpty();
        }

        @Actor
        public void adder(ZZ_Result r) {
            add(r);
        }
    }

    /** A work was queued, and poll takes the lock. */
    @JCStressTest
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "queued, and nothing is due")
    @State
    public static class RealOfOne extends Base {
        final Work first = Works.queued(target);

        @Actor
        public void target(ZZ_Result r) {
            slot.setDue(false);
            target.poll();
            r.r2 = target.isEmpty();
        }

        @Actor
        public void adder(ZZ_Result r) {
            add(r);
        }
    }

    /** Here the look has no fence, and may come before the mark is cleared, even on x86. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "queued, and nothing due")
    @State
    public static class Weak extends Base {
        @Actor
        public void target(ZZ_Result r) {
            slot.setDue(false);
            r.r2 = target.isEmpty();
        }

        @Actor
        public void adder(ZZ_Result r) {
            add(r);
        }
    }
}

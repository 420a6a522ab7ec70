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
 * The barrier between an adder and a thread on its way into Object.wait: the accesses of
 * Wakes.markEarly, WorkList.push, MonitorWaits.tryWake and beforeWait. The results are whether the
 * adder saw the announcement, and whether the thread saw that something is due.
 */
public class WaitBarrier {
    private WaitBarrier() {}

    @Outcome(id = "true, true", expect = ACCEPTABLE,
            desc = "the adder sees the wake through; the thread runs first")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the adder sees the wake through")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the thread runs it before it waits")
    public static class Base {
        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        final Work added = Works.fresh(target);

        final void add(ZZ_Result r) {
            slot.setDue(true);
            target.push(added);
            r.r1 = slot.waiting;
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "it waits over a SIGNAL")
    @State
    public static class Real extends Base {
        @Actor
        public void waiter(ZZ_Result r) {
            slot.waiting = true;
            r.r2 = slot.due;
        }

        @Actor
        public void adder(ZZ_Result r) {
            add(r);
        }
    }

    /** Here the announcement is a release store, and the look may overtake it, even on x86. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "it waits over a SIGNAL")
    @State
    public static class Weak extends Base {
        @Actor
        public void waiter(ZZ_Result r) {
            Weakened.announce(slot);
            r.r2 = slot.due;
        }

        @Actor
        public void adder(ZZ_Result r) {
            add(r);
        }
    }

    /** Here the adder sets the mark after its push, and its look may overtake the mark. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "it waits over a SIGNAL")
    @State
    public static class WeakAdder extends Base {
        @Actor
        public void waiter(ZZ_Result r) {
            slot.waiting = true;
            r.r2 = slot.due;
        }

        @Actor
        public void adder(ZZ_Result r) {
            target.push(added);
            slot.setDue(true);
            r.r1 = slot.waiting;
        }
    }
}

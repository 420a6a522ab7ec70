// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The two-sided barrier between an adder that saves a wake and a thread that stops draining: the
 * accesses of Wakes.wake after the push, and those at the end of Drain.runWork,
 * where the end of the last work stands between the mark and the look. The results are whether the
 * adder saw that the thread is attended (and therefore does not wake it), and whether the thread
 * saw that nothing is due.
 */
public class WakeBarrier {
    private WakeBarrier() {}

    @Outcome(id = "false, false", expect = ACCEPTABLE,
            desc = "the adder wakes it; it goes on by itself")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "it goes on by itself")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the adder wakes it")
    public static class Base {
        final Slot slot = new Slot();
        final Target target = new Target();
        final Work added = Works.fresh(target);
        final Work last = Works.queued(target);

        public Base() {
            target.attended = true;
            target.poll();
        }
    }

    @JCStressTest
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "it sleeps over a SIGNAL")
    @State
    public static class Real extends Base {
        @Actor
        public void target(ZZ_Result r) {
            target.setAttended(false);
            last.finish(target);
            r.r2 = !slot.due;
        }

        @Actor
        public void adder(ZZ_Result r) {
            target.push(added);
            slot.setDue(true);
            VarHandle.fullFence();
            r.r1 = target.attended;
        }
    }

    /** Here the work ends first. The mark is a release store, which the look may then overtake. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "it sleeps over a SIGNAL")
    @State
    public static class Weak extends Base {
        @Actor
        public void target(ZZ_Result r) {
            last.finish(target);
            target.setAttended(false);
            r.r2 = !slot.due;
        }

        @Actor
        public void adder(ZZ_Result r) {
            target.push(added);
            slot.setDue(true);
            VarHandle.fullFence();
            r.r1 = target.attended;
        }
    }
}

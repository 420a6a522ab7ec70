// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The barrier between a thread that gets busy with works in a lock's queue and one that brings it
 * its turn: the accesses of Places.runInQueue, and of signalNext and RunPoints.afterUnpark. The
 * results are whether the signaller saw the place, and whether the thread saw that its turn has not
 * come. The integer stands for a node's status, which only its own package can see; getAndUnset is
 * as atomic as this.
 */
public class PlaceBarrier {
    private PlaceBarrier() {}

    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the thread takes its turn")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the signaller passes the turn on")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the thread takes its turn")
    public static class Base {
        final Target target = new Target();
        final AtomicInteger status = new AtomicInteger(1);
    }

    @JCStressTest
    @Outcome(id = "false, true", expect = FORBIDDEN, desc = "the turn is stuck with a busy thread")
    @State
    public static class Real extends Base {
        @Actor
        public void busy(ZZ_Result r) {
            target.setPlace(this);
            r.r2 = status.get() != 0;
        }

        @Actor
        public void signaller(ZZ_Result r) {
            status.getAndSet(0);
            r.r1 = target.place() != null;
        }
    }

    /** Here the place is a release store, and the look may overtake it, even on x86. */
    @JCStressTest
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING,
            desc = "the turn is stuck with a busy thread")
    @State
    public static class Weak extends Base {
        @Actor
        public void busy(ZZ_Result r) {
            Weakened.publishPlace(target, this);
            r.r2 = status.get() != 0;
        }

        @Actor
        public void signaller(ZZ_Result r) {
            status.getAndSet(0);
            r.r1 = target.place() != null;
        }
    }
}

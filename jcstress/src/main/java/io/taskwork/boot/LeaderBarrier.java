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
 * The barrier between a leader that gets busy with works and the keeper, which still has the leader
 * in its list because of earlier works: the accesses of Places.runInQueue with Leaders.watch, and
 * of Leaders.look. The results are whether the thread listed itself again, and whether the keeper
 * saw its place and would therefore list it.
 */
public class LeaderBarrier {
    private LeaderBarrier() {}

    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the thread lists itself")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "one of both lists it")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the keeper lists it")
    public static class Base {
        final Target target = new Target();

        Base() {
            target.claimWatched();
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "nobody looks at a busy leader")
    @State
    public static class Real extends Base {
        @Actor
        public void busy(ZZ_Result r) {
            target.setPlace(this);
            r.r1 = target.claimWatched();
        }

        @Actor
        public void keeper(ZZ_Result r) {
            target.clearWatched();
            r.r2 = target.place() != null;
        }
    }

    /** Here the place is a release store, and the look at the mark may overtake it, even on x86. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING,
            desc = "nobody looks at a busy leader")
    @State
    public static class Weak extends Base {
        @Actor
        public void busy(ZZ_Result r) {
            Weakened.publishPlace(target, this);
            r.r1 = target.claimWatched();
        }

        @Actor
        public void keeper(ZZ_Result r) {
            target.clearWatched();
            r.r2 = target.place() != null;
        }
    }
}

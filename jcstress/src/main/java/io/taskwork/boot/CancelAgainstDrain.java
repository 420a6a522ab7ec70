// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A work of the batch that is being drained is cancelled. The results are how often it ran, and
 * whether it was cancelled.
 */
public class CancelAgainstDrain {
    private CancelAgainstDrain() {}

    @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "ran")
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "taken back in time")
    public static class Base extends Batch {}

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "cancel is not exact")
    @State
    public static class Real extends Base {
        @Actor
        public void canceller(IZ_Result r) {
            r.r2 = queue.cancel(work);
        }

        @Actor
        public void drain(IZ_Result r) {
            r.r1 = Works.drain(queue, work);
        }
    }

    /** Here cancel does not take the lock. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "cancel is not exact")
    @State
    public static class Weak extends Base {
        @Actor
        public void canceller(IZ_Result r) {
            r.r2 = Weakened.cancel(queue, work);
        }

        @Actor
        public void drain(IZ_Result r) {
            try {
                r.r1 = Works.drain(queue, work);
            } catch (NullPointerException e) {
                r.r1 = -1; // the first work was taken out while this one looked at it
            }
        }
    }
}

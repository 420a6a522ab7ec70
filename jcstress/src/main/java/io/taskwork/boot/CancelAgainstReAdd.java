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
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Two threads cancel a work, and the first of them adds it again at once if it succeeded. The
 * results are whether the first cancelled it, whether the other did, and how often the work is in
 * the queue afterwards.
 */
public class CancelAgainstReAdd {
    private CancelAgainstReAdd() {}

    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "taken back, added again")
    @Outcome(id = "true, true, 0", expect = ACCEPTABLE, desc = "added again, taken back again")
    @Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "the other one was first")
    public static class Base extends Batch {}

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "an add that two took back, or nobody")
    @State
    public static class Real extends Base {
        @Actor
        public void other(ZZI_Result r) {
            r.r2 = queue.cancel(work);
        }

        @Actor
        public void one(ZZI_Result r) {
            r.r1 = queue.cancel(work);
            if (r.r1 && work.claim(queue)) {
                queue.push(work);
            }
        }

        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = Works.drain(queue, work);
        }
    }

    /** The other one cancels without the lock. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "an add that two took back, or nobody")
    @State
    public static class Weak extends Base {
        @Actor
        public void other(ZZI_Result r) {
            r.r2 = Weakened.cancel(queue, work);
        }

        @Actor
        public void one(ZZI_Result r) {
            r.r1 = queue.cancel(work);
            if (r.r1 && work.claim(queue)) {
                queue.push(work);
            }
        }

        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = Works.drain(queue, work);
        }
    }
}

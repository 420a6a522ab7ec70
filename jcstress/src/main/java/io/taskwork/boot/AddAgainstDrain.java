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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A work is added while the thread drains the one before it. The results are how many works that
 * drain ran, and how many the next drain runs.
 */
public class AddAgainstDrain {
    private AddAgainstDrain() {}

    @JCStressTest
    @Outcome(id = {"1, 1", "2, 0"}, expect = ACCEPTABLE, desc = "each runs once")
    @Outcome(expect = FORBIDDEN, desc = "one is lost, or runs twice")
    @State
    public static class Real extends Base {
        @Actor
        public void adder() {
            queue.push(added);
        }

        @Arbiter
        public void nextDrain(II_Result r) {
            r.r2 = Works.drain(queue);
        }

        @Actor
        public void drain(II_Result r) {
            r.r1 = Works.drain(queue);
        }
    }

    /** Here push reads and then stores, which can bring back the work that was drained. */
    @JCStressTest
    @Outcome(id = {"1, 1", "2, 0"}, expect = ACCEPTABLE, desc = "each runs once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one is lost, or runs twice")
    @State
    public static class Weak extends Base {
        @Actor
        public void adder() {
            Weakened.push(queue, added);
        }

        @Arbiter
        public void nextDrain(II_Result r) {
            r.r2 = Works.drain(queue);
        }

        @Actor
        public void drain(II_Result r) {
            r.r1 = Works.drain(queue);
        }
    }

    public static class Base {
        final Target queue = new Target();
        final Work before = Works.queued(queue);
        final Work added = Works.fresh(queue);
    }
}

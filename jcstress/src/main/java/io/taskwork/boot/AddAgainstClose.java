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
 * A work is added while the thread ends. The results are whether the add was accepted, whether the
 * queue was closed, and how many works were left in it.
 */
public class AddAgainstClose {
    private AddAgainstClose() {}

    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "accepted: the exit drain runs it")
    @Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "closed: add is false")
    public static class Base {
        final Target queue = new Target();
        final Work added = Works.fresh(queue);
    }

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "accepted by a thread that never looks again")
    @State
    public static class Real extends Base {
        @Actor
        public void exit(ZZI_Result r) {
            r.r2 = queue.close();
        }

        @Actor
        public void adder(ZZI_Result r) {
            r.r1 = queue.push(added);
        }

        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = Works.drain(queue);
        }
    }

    /** Here close reads and then stores, and can close a queue with a work in it. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "accepted by a thread that never looks again")
    @State
    public static class Weak extends Base {
        @Actor
        public void exit(ZZI_Result r) {
            r.r2 = Weakened.close(queue);
        }

        @Actor
        public void adder(ZZI_Result r) {
            r.r1 = queue.push(added);
        }

        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = Works.drain(queue);
        }
    }
}

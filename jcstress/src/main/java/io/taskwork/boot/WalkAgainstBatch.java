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
 * The runner goes on to the second work of a batch, which is taken back by match. The results are
 * whether the runner started it, whether it was taken back, and how many works are left.
 */
public class WalkAgainstBatch {
    private WalkAgainstBatch() {}

    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "started; the last one is left")
    @Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "taken back; the last one started")
    public static class Base {
        final Target queue = new Target();
        final Work first = Works.queued(queue);
        private final Runnable wanted = () -> {};
        final Work second = Works.queued(queue, wanted);
        final Work third = Works.queued(queue);

        public Base() {
            queue.poll(); // begins the batch
        }

        final boolean takeBack() {
            return Walk.takeBack(queue, callback -> callback == wanted, 1)[0] == second;
        }
    }

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "started, and taken back or still queued")
    @State
    public static class Real extends Base {
        @Actor
        public void runner(ZZI_Result r) {
            r.r1 = queue.poll(first) == second;
        }

        @Actor
        public void canceller(ZZI_Result r) {
            r.r2 = takeBack();
        }

        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = Works.drain(queue);
        }
    }

    /** Here the work is taken back without the lock, so that the batch goes on. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "started, and taken back or still queued")
    @State
    public static class Weak extends Base {
        @Actor
        public void runner(ZZI_Result r) {
            r.r1 = queue.poll(first) == second;
        }

        @Actor
        public void canceller(ZZI_Result r) {
            r.r2 = Weakened.cancel(queue, second);
        }

        @Arbiter
        public void left(ZZI_Result r) {
            try {
                r.r3 = Works.drain(queue);
            } catch (NullPointerException e) {
                r.r3 = -1; // the count goes beyond what is in the list
            }
        }
    }
}

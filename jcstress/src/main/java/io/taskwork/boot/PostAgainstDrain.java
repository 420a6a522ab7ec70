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
 * A poster writes and then posts a work that is queued already, while a drain takes it out. The
 * results are what the callback saw in the drain's run and in a run that was left for later, or -1
 * where there was no such run. Adds.ensureQueued is used as built.
 */
public class PostAgainstDrain {
    private PostAgainstDrain() {}

    @Outcome(id = "42, -1", expect = ACCEPTABLE, desc = "the run comes after the post")
    @Outcome(id = "0, 42", expect = ACCEPTABLE, desc = "it came before, and there is another one")
    @Outcome(id = "42, 42", expect = ACCEPTABLE, desc = "the same, and it saw the write besides")
    public static class Base {
        /** Stands for the target's thread; nothing is done to it. */
        private static final Thread THREAD = new Thread();

        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        final Work work = Works.queuedWithHandle(target);
        final Work next = Works.queuedWithHandle(target);
        int carried;

        public Base() {
            target.begin(new Walk()); // puts them in order
        }

        void post() {
            Adds.ensureQueued(THREAD, slot, target, work, Adds.NONE);
        }

        int run() {
            for (Work polled; (polled = target.poll()) != null; ) {
                int seen = carried;
                polled.finish(target);
                if (polled == work) {
                    return seen;
                }
            }
            return -1;
        }
    }

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "the post is lost")
    @State
    public static class Real extends Base {
        @Actor
        public void poster() {
            carried = 42;
            post();
        }

        @Actor
        public void target(II_Result r) {
            r.r1 = run();
        }

        @Arbiter
        public void left(II_Result r) {
            r.r2 = run();
        }
    }

    /** Here the look at a queued work takes no lock, which leaves no barrier before it. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the post is lost")
    @State
    public static class Weak extends Base {
        @Actor
        public void poster() {
            carried = 42;
            if (!Weakened.isQueued(work)) {
                post();
            }
        }

        @Actor
        public void target(II_Result r) {
            r.r1 = run();
        }

        @Arbiter
        public void left(II_Result r) {
            r.r2 = run();
        }
    }
}

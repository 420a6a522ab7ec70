// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An adder writes a plain field before its add; the result is what the callback sees there. */
public class Publication {
    private Publication() {}

    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "the drain came before the add")
    @Outcome(id = "42", expect = ACCEPTABLE, desc = "the callback sees it")
    public static class Base {
        final Target queue = new Target();
        final Work added = Works.fresh(queue);
        int carried;

        int drain() {
            return queue.poll() == added ? carried : -1;
        }
    }

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "the callback sees an older value")
    @State
    public static class Real extends Base {
        @Actor
        public void adder() {
            carried = 42;
            queue.push(added);
        }

        @Actor
        public void drain(I_Result r) {
            r.r1 = drain();
        }
    }

    /** A push without release lets the store move past it; here it is moved by hand. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the callback sees an older value")
    @State
    public static class Weak extends Base {
        @Actor
        public void adder() {
            queue.push(added);
            carried = 42;
        }

        @Actor
        public void drain(I_Result r) {
            r.r1 = drain();
        }
    }
}

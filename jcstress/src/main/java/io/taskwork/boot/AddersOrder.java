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
import org.openjdk.jcstress.infra.results.L_Result;

/** Two adders add two works each; the result is the order in which the works come out. */
public class AddersOrder {
    private AddersOrder() {}

    @JCStressTest
    @Outcome(id = {"aAbB", "abAB", "abBA", "baAB", "baBA", "bBaA"}, expect = ACCEPTABLE,
            desc = "each adder's in the order added")
    @Outcome(expect = FORBIDDEN, desc = "one is lost, doubled, or overtaken by a later one")
    @State
    public static class Real extends Base {
        @Override
        void push(Work work) {
            queue.push(work);
        }

        @Arbiter
        public void drain(L_Result r) {
            r.r1 = drain();
        }

        @Actor
        public void adderA() {
            push(a);
            push(afterA);
        }

        @Actor
        public void adderB() {
            push(b);
            push(afterB);
        }
    }

    /** Here push reads and then stores. */
    @JCStressTest
    @Outcome(id = {"aAbB", "abAB", "abBA", "baAB", "baBA", "bBaA"}, expect = ACCEPTABLE,
            desc = "each adder's in the order added")
    @Outcome(expect = ACCEPTABLE_INTERESTING,
            desc = "one is lost, doubled, or overtaken by a later one")
    @State
    public static class Weak extends Base {
        @Override
        void push(Work work) {
            Weakened.push(queue, work);
        }

        @Arbiter
        public void drain(L_Result r) {
            r.r1 = drain();
        }

        @Actor
        public void adderA() {
            push(a);
            push(afterA);
        }

        @Actor
        public void adderB() {
            push(b);
            push(afterB);
        }
    }

    public abstract static class Base {
        final Target queue = new Target();
        final Work a = Works.fresh(queue);
        final Work afterA = Works.fresh(queue);
        final Work b = Works.fresh(queue);
        final Work afterB = Works.fresh(queue);

        abstract void push(Work work);

        String drain() {
            StringBuilder order = new StringBuilder();
            for (Work work; order.length() < 8 && (work = queue.poll()) != null; ) {
                order.append(work == a ? 'a' : work == afterA ? 'A' : work == b ? 'b' : 'B');
            }
            return order.toString();
        }
    }
}

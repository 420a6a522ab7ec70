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

/**
 * A RESUME comes while a poll drains. If it comes too late for the drain, the thread must be counted
 * among those that have works due, since no poll looks at its mark otherwise.
 */
public class CountedWhileDue {
    private CountedWhileDue() {}

    @Outcome(id = "ran", expect = ACCEPTABLE, desc = "the drain ran it")
    @Outcome(id = "left, counted", expect = ACCEPTABLE, desc = "the next poll finds it")
    public static class Base {
        /** Stands for the target's thread; nothing is done to it. */
        private static final Thread THREAD = new Thread();

        final Slot slot = new Slot();
        final Target target = slot.targetOrNew();
        private final Work work = Works.fresh(target);

        public Base() {
            slot.setDue(true); // of a work that was taken back
            DueThreads.add(target);
        }

        final void add() {
            target.push(work);
            Adds.afterPush(THREAD, slot, target, Adds.RESUME, false);
        }

        final String outcome() {
            return target.isEmpty() ? "ran"
                    : slot.due && target.isCounted() ? "left, counted" : "left, not counted";
        }
    }

    @JCStressTest
    @Outcome(id = "left, not counted", expect = FORBIDDEN, desc = "no poll finds it")
    @State
    public static class Real extends Base {
        @Actor
        public void target() {
            Drain.atRunPoint(Thread.currentThread(), slot, target, RunPoint.POLL);
        }

        @Actor
        public void adder() {
            add();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = outcome();
        }
    }

    /** The drain counts the thread until it has looked at the queue. */
    @JCStressTest
    @Outcome(id = "left, not counted", expect = ACCEPTABLE_INTERESTING, desc = "no poll finds it")
    @State
    public static class Weak extends Base {
        @Actor
        public void target() {
            Weakened.atRunPoint(slot, target);
            DueThreads.remove(target);
        }

        @Actor
        public void adder() {
            add();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = outcome();
        }
    }
}

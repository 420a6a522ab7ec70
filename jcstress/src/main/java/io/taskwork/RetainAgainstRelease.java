// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

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
 * A thread that has a resource from a table retains it while the last reference is released. The
 * first result is 0 if it was refused, 1 if it used the resource, and 2 if the resource was closed
 * by then. The second is how often the resource was closed.
 */
public class RetainAgainstRelease {
    private RetainAgainstRelease() {}

    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it came too late")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it came in time, or was the last itself")
    public static class Base {
        final References references = new References();

        // There is one field for each, since the twin can let both be the last.
        volatile int closedByOwner;
        volatile int closedByUser;

        void ownerReleases() {
            if (references.release()) {
                closedByOwner = 1;
            }
        }

        int use() {
            int used = closedByOwner == 0 ? 1 : 2;
            try {
                if (references.release()) {
                    closedByUser = 1;
                }
            } catch (IllegalStateException e) {
                used = 2; // there was no reference to give back
            }
            return used;
        }

        int closes() {
            return closedByOwner + closedByUser;
        }
    }

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "used and closed at the same time, or closed twice")
    @State
    public static class Real extends Base {
        @Actor
        public void owner() {
            ownerReleases();
        }

        @Actor
        public void user(II_Result r) {
            r.r1 = references.retain() ? use() : 0;
        }

        @Arbiter
        public void left(II_Result r) {
            r.r2 = closes();
        }
    }

    /** Here retain reads and then stores, which brings back a reference that is gone. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "used and closed at the same time, or twice")
    @State
    public static class Weak extends Base {
        @Actor
        public void owner() {
            ownerReleases();
        }

        @Actor
        public void user(II_Result r) {
            r.r1 = WeakReferences.retain(references) ? use() : 0;
        }

        @Arbiter
        public void left(II_Result r) {
            r.r2 = closes();
        }
    }
}

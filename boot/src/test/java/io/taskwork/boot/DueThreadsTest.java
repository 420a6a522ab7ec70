// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who is counted as having works due, step by step. Each test has the class for itself. */
class DueThreadsTest {
    private static void assertHolds(Class<? extends Race> steps) throws Exception {
        var constructor = new Patched().load(steps).getDeclaredConstructor();
        constructor.setAccessible(true);
        assertNull(constructor.newInstance().round(new SplittableRandom(), Duration.ZERO));
    }

    @Test
    void aThreadCountsOnceUntilItsDrain() throws Exception {
        assertHolds(Drains.class);
    }

    @Test
    void anExitedThreadDoesNotCount() throws Exception {
        assertHolds(Exits.class);
    }

    @Test
    void withoutPollsNothingIsCounted() throws Exception {
        assertHolds(Stops.class);
    }

    @Test
    void ifPollsComeLaterEachLooksAtItsThread() throws Exception {
        assertHolds(BeginsLate.class);
    }

    /** The thread, which is the current one, and the works that are added to it. */
    abstract static class Steps implements Race {
        final Thread self = Thread.currentThread();
        final Slot slot = Slot.of(self);
        final Target target = slot.targetOrNew();
        private String trouble;

        /** Remembers the first of the expectations that does not hold. */
        final void expect(boolean any, String when) {
            if (trouble == null && DueThreads.isAny() != any) {
                trouble = when + ": " + !any;
            } else if (trouble == null && DueThreads.isAnyPlain() != any) {
                trouble = when + ", by a plain read: " + !any;
            }
        }

        final void add(int mode) {
            Adds.add(self, new Work(() -> {}, null), mode);
        }

        @Override
        public final String round(SplittableRandom random, Duration patience) {
            steps();
            return trouble;
        }

        abstract void steps();
    }

    static final class Drains extends Steps {
        @Override
        void steps() {
            expect(false, "at first");
            add(Adds.NONE);
            expect(false, "after a NONE");
            add(Adds.RESUME);
            add(Adds.RESUME);
            add(Adds.SIGNAL);
            expect(true, "after others");
            Slot other = new Slot();
            other.setDue(true);
            DueThreads.add(other.targetOrNew());
            Drain.run(self, slot, target, RunPoint.POLL);
            expect(true, "as long as another thread counts");
            DueThreads.settle(other, other.target());
            expect(true, "as long as something is due");
            other.setDue(false);
            DueThreads.settle(other, other.target());
            expect(false, "after all drains");
            Adds.add(self, new Work(() -> add(Adds.RESUME), null), Adds.RESUME);
            Drain.nested(self, target);
            expect(true, "with what a callback added");
            Drain.run(self, slot, target, RunPoint.POLL);
            expect(false, "at the end");
        }
    }

    static final class Exits extends Steps {
        @Override
        void steps() {
            add(Adds.RESUME);
            LastDrain.exit(self, slot);
            expect(false, "after the exit");
            add(Adds.RESUME);
            add(Adds.SIGNAL);
            expect(false, "after adds that were refused");
            Slot discarded = new Slot();
            discarded.targetOrNew();
            discarded.setDue(true);
            DueThreads.add(discarded.target());
            expect(true, "before the start fails");
            LastDrain.discard(new Thread(), discarded);
            expect(false, "after a start that failed");
        }
    }

    static final class Stops extends Steps {
        @Override
        void steps() {
            DueThreads.stopCounting();
            add(Adds.RESUME);
            expect(false, "with a work that is due");
        }
    }

    static final class BeginsLate extends Steps {
        @Override
        void steps() {
            DueThreads.beginCounting();
            expect(false, "if nothing was missed");
            DueThreads.stopCounting();
            add(Adds.RESUME);
            DueThreads.beginCounting();
            expect(true, "if something may have been missed");
            Drain.run(self, slot, target, RunPoint.POLL);
            expect(true, "for good");
        }
    }
}

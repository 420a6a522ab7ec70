// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A work is its own node: it can be queued again and again, and costs nothing. */
class ReuseTest {
    private static final int ROUNDS = 20_000;

    private final Target queue = new Target();
    private final int[] runs = new int[1];
    private final Work work = new Work(() -> runs[0]++, "a handle");

    private void add(Work work) {
        assertTrue(work.claim(queue));
        assertTrue(queue.push(work));
    }

    private void drain() {
        Drain.nested(Thread.currentThread(), queue);
    }

    /**
     * Returns the least that this thread allocates in one of three equal turns; the first one warms
     * up.
     */
    private static long allocatedBy(Runnable action) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int go = 0; go < 3; go++) {
            long before = bean.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                action.run();
            }
            least = Math.min(least, bean.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @Test
    void addAndCancelAllocateNothing() {
        assertEquals(0, allocatedBy(() -> {
            add(work);
            assertTrue(Entry.cancel(work));
        }));
        assertTrue(queue.isEmpty());
    }

    @Test
    void addAndRunAllocateNothing() {
        assertEquals(0, allocatedBy(() -> {
            add(work);
            drain();
        }));
        assertEquals(3 * ROUNDS, runs[0]);
    }

    @Test
    void batchesAllocateNothing() {
        Work[] others = new Work[8];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Work(() -> runs[0]++, "a handle");
        }
        assertEquals(0, allocatedBy(() -> {
            for (Work other : others) {
                add(other);
            }
            assertTrue(queue.cancel(others[3]));
            drain();
        }));
        assertEquals(3 * ROUNDS * (others.length - 1), runs[0]);
    }

    @Test
    void addToAThreadAllocatesNothing() {
        Thread target = Thread.ofPlatform().unstarted(() -> {});
        assertTrue(Adds.add(target, work, Adds.NONE)); // the first add makes the queue
        assertTrue(Entry.cancel(work));
        assertEquals(0, allocatedBy(() -> {
            assertTrue(Adds.add(target, work, Adds.SIGNAL));
            assertTrue(Entry.cancel(work));
        }));
    }

    @Test
    void aQueueThatNobodyDrainsDoesNotFillUp() {
        Work stays = new Work(() -> {}, "a handle");
        add(stays);
        for (int i = 0; i < ROUNDS; i++) {
            add(work);
            assertTrue(queue.cancel(work));
            // Nothing that was taken back is linked to the work that stays, or to the other one.
            assertNull(stays.newer);
            assertNull(stays.older);
            assertNull(work.older);
            assertNull(work.newer);
        }
        assertEquals(1, Queued.in(queue).length);
    }

    @Test
    void aWorkThatRanHoldsOnToNoOther() {
        Work[] works = new Work[600];
        for (int i = 0; i < works.length; i++) {
            add(works[i] = new Work(() -> {}, "a handle"));
        }
        drain();
        for (Work ran : works) {
            assertNull(ran.older);
            assertNull(ran.newer);
        }
    }

    @Test
    void addedAgainByItsOwnCallbackItRunsAgain() {
        Work[] self = new Work[1];
        self[0] = new Work(() -> {
            if (++runs[0] < 5) {
                add(self[0]);
                assertFalse(self[0].claim(queue)); // it is queued already, although it runs
                assertEquals(Work.QUEUED, self[0].phase());
            }
        }, "a handle");
        add(self[0]);
        for (int i = 0; i < 5; i++) {
            assertEquals(1, Drain.nested(Thread.currentThread(), queue)); // once in each round
        }
        assertEquals(Work.IDLE, self[0].phase());
        assertTrue(queue.isEmpty());
    }

    @Test
    void addedAgainByItsOwnCallbackItCanBeCancelled() {
        Work[] self = new Work[1];
        self[0] = new Work(() -> {
            runs[0]++;
            add(self[0]);
            assertTrue(Entry.cancel(self[0]));
        }, "a handle");
        add(self[0]);
        drain();
        assertEquals(1, runs[0]);
        assertEquals(Work.IDLE, self[0].phase());
    }

    @Test
    void addedToAnotherQueueByItsOwnCallback() {
        Target other = new Target();
        Work[] self = new Work[1];
        self[0] = new Work(() -> {
            if (runs[0]++ == 0) {
                assertTrue(self[0].claim(other));
                assertTrue(other.push(self[0]));
            }
        }, "a handle");
        add(self[0]);
        drain();
        assertEquals(Work.QUEUED, self[0].phase());
        assertFalse(queue.cancel(self[0]));
        assertEquals(1, Drain.nested(Thread.currentThread(), other));
        assertEquals(2, runs[0]);
        assertEquals(Work.IDLE, self[0].phase());
    }
}

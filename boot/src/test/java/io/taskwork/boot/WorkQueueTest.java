// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queue as one thread uses it. */
class WorkQueueTest {
    private final Target queue = new Target();
    private final List<Integer> ran = new ArrayList<>();

    private Work work(int number) {
        return new Work(() -> ran.add(number), null);
    }

    private Work[] added(int count) {
        Work[] works = new Work[count];
        for (int i = 0; i < count; i++) {
            add(works[i] = work(i));
        }
        return works;
    }

    private void add(Work work) {
        assertTrue(work.claim(queue));
        assertTrue(queue.push(work));
    }

    private int drain() {
        return Drain.nested(Thread.currentThread(), queue);
    }

    @Test
    void aNewQueueIsEmptyAndOpen() {
        assertTrue(queue.isEmpty());
        assertFalse(queue.isClosed());
        assertNull(queue.poll());
        assertEquals(0, Queued.in(queue).length);
    }

    @Test
    void firstInFirstOut() {
        added(5);
        assertFalse(queue.isEmpty());
        assertEquals(5, drain());
        assertEquals(List.of(0, 1, 2, 3, 4), ran);
        assertTrue(queue.isEmpty());
    }

    @Test
    void worksAddedBetweenPollsComeLast() {
        Work[] works = added(3);
        assertSame(works[0], queue.poll()); // the others are in order now
        add(work(3));
        add(work(4));
        assertEquals(4, drain());
        assertEquals(List.of(1, 2, 3, 4), ran);
    }

    @Test
    void worksThatCallbacksAddWaitForTheNextRound() {
        Work late = work(9);
        add(new Work(() -> add(late), null));
        add(work(1));
        assertEquals(2, drain());
        assertEquals(List.of(1), ran);
        assertEquals(1, drain());
        assertEquals(List.of(1, 9), ran);
    }

    /** The end of a round moves to the front when its last works are taken back. */
    @Test
    void aRoundEndsWhereItsLastWorkWasTakenBack() {
        Work[] works = added(4);
        Work late = work(9);
        queue.beginRound();
        assertSame(works[0], queue.pollRound());
        add(late);
        assertTrue(queue.cancel(works[3])); // moves the late one to the others
        assertTrue(queue.cancel(works[2]));
        assertSame(works[1], queue.pollRound());
        assertTrue(queue.isRoundOver());
        assertNull(queue.pollRound());
        assertSame(late, queue.poll());
    }

    @Test
    void aRoundWhoseWorksAreAllTakenBackIsOver() {
        Work[] works = added(3);
        queue.beginRound();
        assertSame(works[0], queue.pollRound());
        assertTrue(queue.cancel(works[1]));
        assertFalse(queue.isRoundOver());
        assertTrue(queue.cancel(works[2]));
        assertTrue(queue.isRoundOver());
        assertNull(queue.pollRound());
    }

    /** What a canceller was moving when the round began does not hide what came after that. */
    @Test
    void aRoundHasWhatIsQueuedBehindAHalfMovedSegment() {
        Work[] works = added(700); // more than one chunk
        assertNull(queue.poll()); // half moved
        Work behind = work(700);
        add(behind);
        queue.beginRound();
        int polled = 0;
        Work last = null;
        while (!queue.isRoundOver()) {
            Work work = queue.pollRound();
            if (work != null) {
                last = work;
                polled++;
            }
        }
        assertEquals(works.length + 1, polled);
        assertSame(behind, last);
    }

    /** An inner round takes what is left of the outer one, and what was added before it. */
    @Test
    void anInnerRoundEndsTheOuterOne() {
        Work late = work(9);
        add(new Work(() -> {
            add(late);
            ran.add(-drain());
        }, null));
        add(work(1));
        assertEquals(1, drain());
        assertEquals(List.of(1, 9, -2), ran);
    }

    @Test
    void phasesOfOneLife() {
        List<Integer> inCallback = new ArrayList<>();
        Work[] self = new Work[1];
        self[0] = new Work(() -> inCallback.add(Entry.state(self[0])), "a handle");
        assertEquals(0, Entry.state(self[0]));
        add(self[0]);
        assertEquals(1, Entry.state(self[0]));
        assertArrayEquals(self, Queued.in(queue));
        assertEquals(1, Entry.state(self[0])); // in the ordered list, still queued
        drain();
        assertEquals(List.of(2), inCallback);
        assertEquals(0, Entry.state(self[0]));
    }

    /** Nobody has it, and so nobody asks. */
    @Test
    void theRunOfAWorkWithoutAHandleHasNoEnd() {
        List<Integer> inCallback = new ArrayList<>();
        for (int i = 0; i < 2; i++) { // the only one, and the first of two
            Work[] self = new Work[1];
            self[0] = new Work(() -> inCallback.add(self[0].phase()), null);
            add(self[0]);
            if (i > 0) {
                add(work(i));
            }
            drain();
        }
        assertEquals(List.of(Work.IDLE, Work.IDLE), inCallback);
    }

    @Test
    void cancelOfFirstMiddleLast() {
        Work[] works = added(5);
        assertTrue(queue.cancel(works[0]));
        assertTrue(queue.cancel(works[2]));
        assertTrue(queue.cancel(works[4]));
        assertArrayEquals(new Work[] {works[1], works[3]}, Queued.in(queue));
        assertEquals(2, drain());
        assertEquals(List.of(1, 3), ran);
    }

    @Test
    void cancelOfTheOnlyOneLeavesAnEmptyQueue() {
        Work[] works = added(1);
        assertTrue(queue.cancel(works[0]));
        assertTrue(queue.isEmpty());
        assertNull(queue.poll());
        assertTrue(queue.close());
    }

    @Test
    void cancelOfWhatIsNotQueuedHereIsFalse() {
        Work work = work(0);
        assertFalse(queue.cancel(work)); // never added
        assertFalse(Entry.cancel(work));
        add(work);
        assertFalse(new Target().cancel(work)); // it is elsewhere
        drain();
        assertFalse(queue.cancel(work)); // it ran
        add(work);
        assertTrue(Entry.cancel(work));
        assertFalse(Entry.cancel(work)); // it was cancelled
    }

    @Test
    void cancelByItsOwnCallbackIsFalse() {
        boolean[] cancelled = {true};
        Work[] self = new Work[1];
        self[0] = new Work(() -> cancelled[0] = Entry.cancel(self[0]), null);
        add(self[0]);
        assertEquals(1, drain());
        assertFalse(cancelled[0]);
    }

    @Test
    void aCallbackCancelsTheNextOfItsBatch() {
        Work[] works = new Work[3];
        works[0] = new Work(() -> assertTrue(Entry.cancel(works[1])), null);
        works[1] = work(1);
        works[2] = work(2);
        for (Work work : works) {
            add(work);
        }
        assertEquals(2, drain());
        assertEquals(List.of(2), ran);
    }

    @Test
    void addedAgainAfterCancelItIsLast() {
        Work[] works = added(3);
        assertTrue(queue.cancel(works[0]));
        add(works[0]);
        assertEquals(3, drain());
        assertEquals(List.of(1, 2, 0), ran);
    }

    @Test
    void aSecondAddIsRefusedAndTheQueueUntouched() {
        Thread target = Thread.ofPlatform().unstarted(() -> {});
        Work work = work(0);
        assertTrue(Adds.add(target, work, Adds.NONE));
        WorkQueue own = Slot.find(target).target();
        assertThrows(IllegalStateException.class, () -> Adds.add(target, work, Adds.NONE));
        assertArrayEquals(new Work[] {work}, Queued.in(own));
        assertThrows( // in the ordered list now
                IllegalStateException.class, () -> Adds.add(target, work, Adds.NONE));
        assertFalse(work.claim(queue));
        assertTrue(queue.isEmpty());
        assertTrue(Entry.cancel(work));
        assertTrue(own.isEmpty());
    }

    @Test
    void closeOnlyWhenEmptyThenForEver() {
        Work[] works = added(2);
        assertFalse(queue.close());
        assertSame(works[0], queue.poll());
        assertFalse(queue.close()); // one is left, in the ordered list
        assertTrue(queue.cancel(works[1]));
        assertTrue(queue.close());
        assertTrue(queue.isClosed());
        assertTrue(queue.isEmpty());
        assertNull(queue.poll());
        assertEquals(0, Queued.in(queue).length);
        for (int i = 0; i < 3; i++) {
            assertTrue(works[1].claim(queue));
            assertFalse(queue.push(works[1]));
            assertEquals(Work.IDLE, works[1].phase()); // free for another thread's queue
            assertFalse(Entry.cancel(works[1]));
        }
        assertTrue(works[1].claim(new Target()));
    }
}

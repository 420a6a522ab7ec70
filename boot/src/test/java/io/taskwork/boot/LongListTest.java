// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lists so long that they are put in order chunk by chunk. */
class LongListTest {
    private static final int MANY = 100_000;

    private final Target queue = new Target();

    private Work[] added(int count) {
        Work[] works = new Work[count];
        for (int i = 0; i < count; i++) {
            works[i] = Work.claimedFor(queue, () -> {});
            assertTrue(queue.push(works[i]));
        }
        return works;
    }

    private void assertPolled(List<Work> expected) {
        for (Work work : expected) {
            Work polled;
            do {
                polled = queue.poll();
            } while (polled == null && !queue.isEmpty());
            assertSame(work, polled);
        }
        assertTrue(queue.isEmpty());
    }

    /** Polls once, which moves a chunk of the list and takes no work. */
    private void assertMoves() {
        assertNull(queue.poll());
        assertFalse(queue.isEmpty());
    }

    @Test
    void aLongListIsMovedInChunksThenPolledInOrder() {
        Work[] works = added(MANY);
        int chunks = 0;
        Work polled;
        while ((polled = queue.poll()) == null) {
            chunks++;
            assertFalse(queue.isEmpty());
            assertFalse(queue.close()); // nothing is in the ordered list, yet it is not empty
        }
        assertTrue(chunks > 10, "so many stops: " + chunks);
        assertSame(works[0], polled);
        assertPolled(Arrays.asList(works).subList(1, MANY));
    }

    @Test
    void aListOfAnyLengthAroundTheChunk() {
        for (int length = 1; length < 1_600; length += 1 + length % 3) {
            Work[] works = added(length);
            assertPolled(Arrays.asList(works));
        }
        for (int length : new int[] {511, 512, 513, 1_023, 1_024, 1_025}) {
            Work[] works = added(length);
            assertPolled(Arrays.asList(works));
        }
    }

    @Test
    void cancelInAHalfMovedSegment() {
        for (int victim : new int[] {0, 1, 50_000, MANY - 513, MANY - 512, MANY - 511, MANY - 1}) {
            List<Work> works = new ArrayList<>(Arrays.asList(added(MANY)));
            assertMoves(); // the newest are moved, the others not
            assertTrue(queue.cancel(works.get(victim)));
            assertFalse(queue.cancel(works.remove(victim)));
            assertPolled(works);
        }
    }

    @Test
    void cancelOfWhatCameInBehindAHalfMovedSegment() {
        List<Work> works = new ArrayList<>(Arrays.asList(added(2_000)));
        assertMoves();
        works.addAll(Arrays.asList(added(2_000)));
        assertTrue(queue.cancel(works.remove(3_000)));
        assertTrue(queue.cancel(works.removeLast()));
        assertPolled(works);
    }

    @Test
    void pollGoesOnWhileALaterSegmentIsHalfMoved() {
        Work[] works = added(3);
        assertSame(works[0], queue.poll());
        List<Work> all = new ArrayList<>(List.of(works[1], works[2]));
        all.addAll(Arrays.asList(added(2_000)));
        assertSame(all.removeFirst(), queue.poll());
        assertSame(all.removeFirst(), queue.poll()); // the ordered list is empty for now
        assertMoves();
        all.addAll(Arrays.asList(added(10)));
        assertPolled(all);
    }

    @Test
    void snapshotInTheMiddleOfAMoveHasAllInOrder() {
        Work[] works = added(2_000);
        assertMoves();
        Work[] more = added(700);
        Work[] expected = Arrays.copyOf(works, 2_700);
        System.arraycopy(more, 0, expected, 2_000, 700);
        assertArrayEquals(expected, Queued.in(queue));
        assertPolled(Arrays.asList(expected));
    }

    @Test
    void cancelAllInAnyOrder() {
        long seed = Long.getLong("taskwork.seed", System.nanoTime());
        System.out.println("cancelAllInAnyOrder: seed " + seed);
        List<Work> works = Arrays.asList(added(MANY));
        Collections.shuffle(works, new Random(seed));
        for (Work work : works.subList(0, MANY / 2)) {
            assertTrue(queue.cancel(work));
        }
        assertEquals(MANY - MANY / 2, Queued.in(queue).length);
        for (Work work : works.subList(MANY / 2, MANY)) {
            assertTrue(queue.cancel(work));
        }
        assertTrue(queue.isEmpty());
        assertTrue(queue.close());
    }
}

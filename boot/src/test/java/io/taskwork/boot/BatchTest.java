// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Works without a handle, which are started without taking the queue's lock for each. */
class BatchTest {
    /** More than a batch has at most. */
    private static final int MANY = 200;

    private final Target queue = new Target();
    private final List<Integer> ran = new ArrayList<>();

    private Work add(Runnable callback, Object handle) {
        Work work = new Work(callback, handle);
        assertTrue(work.claim(queue));
        assertTrue(queue.push(work));
        return work;
    }

    private Work[] added(int count) {
        return IntStream.range(0, count).mapToObj(i -> add(() -> ran.add(i), null))
                .toArray(Work[]::new);
    }

    private int drain() {
        queue.untilLook = MANY; // a look at the clock ends a batch
        return Drain.nested(Thread.currentThread(), queue);
    }

    private static List<Integer> numbers(int from, int end) {
        return IntStream.range(from, end).boxed().toList();
    }

    @Test
    void allRunInOrder() {
        for (int count = 1; count <= MANY; count++) {
            ran.clear();
            added(count);
            assertEquals(count, drain());
            assertEquals(numbers(0, count), ran);
            assertTrue(queue.isEmpty());
        }
    }

    /** What the runner does between two looks at the clock. */
    @Test
    void theRunnerGoesOnWithoutTheLock() {
        Work[] works = added(4);
        Work first = queue.poll();
        assertSame(works[0], first);
        assertSame(first, works[1].older); // still in the list
        assertSame(works[1], queue.poll(first));
        assertSame(first, works[1].older);
        assertSame(works[2], queue.poll(works[1]));
        assertSame(works[3], queue.poll(works[2])); // the last one ends the batch
        assertEquals(Work.IDLE, works[2].phase());
        assertTrue(queue.isEmpty());
    }

    @Test
    void whoLooksSeesOnlyWhatHasNotStarted() {
        Work[] works = added(5);
        assertSame(works[1], queue.poll(queue.poll()));
        assertArrayEquals(new Work[] {works[2], works[3], works[4]}, Queued.in(queue));
        assertFalse(queue.cancel(works[0]));
        assertFalse(queue.cancel(works[1]));
        assertTrue(queue.cancel(works[2]));
        assertSame(works[3], queue.poll(works[1]));
        assertSame(works[4], queue.poll(works[3]));
    }

    /** A canceller comes between the look at the next work and its start. */
    @Test
    void theNextWorkIsTakenBack() {
        Work[] works = added(4);
        Work first = queue.poll();
        assertTrue(queue.cancel(works[1]));
        assertSame(works[2], queue.poll(first));
        assertEquals(Work.IDLE, works[1].phase());
    }

    @Test
    void theLastWorkIsTakenBack() {
        Work[] works = added(3);
        Work first = queue.poll();
        assertTrue(queue.cancel(works[2]));
        assertSame(works[1], queue.poll(first)); // it is the last one now
        assertTrue(queue.isEmpty());
    }

    @Test
    void aCallbackTakesTheOthersBack() {
        add(() -> ran.add(Walk.takeBack(queue, callback -> true, 100).length), null);
        added(20);
        assertEquals(1, drain());
        assertEquals(List.of(2 * 32), ran); // pairs, in an array that was doubled
        assertTrue(queue.isEmpty());
    }

    @Test
    void aCallbackRunsTheOthers() {
        add(() -> ran.add(-drain()), null);
        added(20);
        assertEquals(1, drain());
        assertEquals(numbers(0, 20), ran.subList(0, 20));
        assertEquals(-20, ran.getLast());
        assertTrue(queue.isEmpty());
    }

    @Test
    void anInnerRoundInTheMiddleOfABatch() {
        added(3);
        add(() -> assertEquals(4, drain()), null);
        added(4);
        assertEquals(4, drain());
        assertEquals(List.of(0, 1, 2, 0, 1, 2, 3), ran);
        assertTrue(queue.isEmpty());
        added(3);
        assertEquals(3, drain());
    }

    @Test
    void whatACallbackAddsIsInTheNextRound() {
        add(() -> add(() -> ran.add(9), null), null);
        added(5);
        assertEquals(6, drain());
        assertEquals(numbers(0, 5), ran);
        assertEquals(1, drain());
        assertEquals(9, ran.getLast());
    }

    /** A work with a handle ends a batch, and is added again by its own callback. */
    @Test
    void worksWithHandlesInBetween() {
        Work[] again = new Work[1];
        added(3);
        again[0] = add(() -> {
            ran.add(-1);
            assertTrue(again[0].claim(queue));
            assertTrue(queue.push(again[0]));
        }, "a handle");
        added(3);
        assertEquals(7, drain());
        assertEquals(List.of(0, 1, 2, -1, 0, 1, 2), ran);
        assertArrayEquals(again, Queued.in(queue));
        assertTrue(queue.cancel(again[0]));
    }

    @Test
    void callbacksThatThrow() {
        Thread self = Thread.currentThread();
        List<Throwable> thrown = new ArrayList<>();
        self.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
        try {
            for (int i = 0; i < 10; i++) {
                add(() -> {
                    throw new IllegalStateException();
                }, null);
            }
            assertEquals(10, drain());
        } finally {
            self.setUncaughtExceptionHandler(null);
        }
        assertEquals(10, thrown.size());
        assertTrue(queue.isEmpty());
    }

    /** The round stays what it was. */
    @Test
    void whatComesInIsPutInOrderMeanwhile() {
        Work[] works = added(3);
        queue.beginRound();
        Work first = queue.pollRound();
        Work[] late = added(2);
        queue.catchUp();
        assertSame(works[2], late[0].older);
        assertSame(works[2], queue.pollRound(queue.pollRound(first)));
        assertTrue(queue.isRoundOver());
        assertArrayEquals(late, Queued.in(queue));
    }

    /** Although the works are in the list until the batch ends. */
    @Test
    void whatHasRunKeepsNothingAlive() {
        List<WeakReference<Object>> buffers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            buffers.add(addWithBuffer());
        }
        add(() -> {
            for (WeakReference<Object> buffer : buffers) {
                assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                    while (buffer.get() != null) {
                        System.gc();
                    }
                });
            }
            ran.add(-1);
        }, null);
        added(3);
        assertEquals(14, drain());
        assertEquals(List.of(-1, 0, 1, 2), ran);
    }

    private WeakReference<Object> addWithBuffer() {
        Object buffer = new Object();
        add(() -> assertNotNull(buffer), null);
        return new WeakReference<>(buffer);
    }

    /** While a walk is under way, works are taken out one by one, so that it is kept right. */
    @Test
    void noBatchBeginsInTheWayOfAWalk() {
        Work[] works = added(4);
        Walk walk = new Walk();
        queue.begin(walk);
        assertSame(works[0], queue.advance(walk));
        assertSame(works[0], queue.poll());
        assertSame(works[1], queue.poll(works[0]));
        assertNotEquals(works[1], works[2].older);
        assertSame(works[2], queue.advance(walk));
    }

    /** Nothing that has run stays in the list, where it would keep what its callback refers to. */
    @Test
    void aBatchEndsWithTheTimeForIt() {
        Work[] works = added(MANY);
        queue.beginRound();
        Work previous = null;
        for (int i = 0; i < 10; i++) {
            previous = queue.pollRound(previous);
        }
        assertSame(works[9], works[10].older);
        queue.endBatch(previous);
        assertSame(null, works[10].older);
        assertSame(null, works[9].newer);
        assertEquals(MANY - 10, drain());
    }
}

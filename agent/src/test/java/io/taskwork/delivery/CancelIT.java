// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise 6: either cancel is true and the work never runs, or it is false and the work runs or
 * ran.
 */
@Tag("image")
@Tag("jdk")
class CancelIT {
    private final List<String> ran = new ArrayList<>();
    private final Subject idle = Subject.unstarted(() -> null);

    private TaskWork work(String name) {
        return TaskWork.of(() -> ran.add(name));
    }

    private void runIdle() {
        idle.thread.start();
        idle.result();
    }

    @Test
    void theStatesOfAWork() {
        AtomicInteger wrong = new AtomicInteger();
        TaskWork[] self = new TaskWork[1];
        self[0] = TaskWork.of(() -> {
            if (self[0].state() != TaskWork.State.RUNNING || self[0].cancel()) {
                wrong.incrementAndGet();
            }
        });
        assertEquals(TaskWork.State.IDLE, self[0].state());
        assertFalse(self[0].cancel(), "never queued");
        TaskWorks.add(idle.thread, self[0], Notify.NONE);
        assertEquals(TaskWork.State.QUEUED, self[0].state());
        runIdle();
        assertEquals(TaskWork.State.IDLE, self[0].state());
        assertFalse(self[0].cancel(), "ran");
        assertEquals(0, wrong.get(), "running: state or cancel");
    }

    @Test
    void firstMiddleAndLastOfAQueue() {
        List<TaskWork> works = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            works.add(work(name));
            TaskWorks.add(idle.thread, works.getLast(), Notify.RESUME);
        }
        for (int index : new int[] {2, 0, 4}) {
            assertTrue(works.get(index).cancel());
            assertFalse(works.get(index).cancel(), "twice");
            assertEquals(TaskWork.State.IDLE, works.get(index).state());
        }
        runIdle();
        assertEquals(List.of("b", "d"), ran);
    }

    @Test
    void theOnlyOneLeavesNothingPending() {
        TaskWork work = work("x");
        TaskWorks.add(idle.thread, work, Notify.RESUME);
        assertTrue(work.cancel());
        assertFalse(TaskWorks.pending(idle.thread));
        runIdle();
        assertEquals(List.of(), ran);
    }

    @Test
    void aCancelledWorkMayBeAddedAgainAtOnceToAnyThread() {
        Subject other = Subject.unstarted(() -> null);
        TaskWork work = TaskWork.of(
                () -> ran.add(Thread.currentThread() == other.thread ? "other" : "first"));
        for (int i = 0; i < 1000; i++) {
            assertTrue(TaskWorks.add(idle.thread, work, Notify.RESUME));
            assertTrue(work.cancel());
            assertTrue(TaskWorks.add(other.thread, work, Notify.NONE));
            assertTrue(work.cancel());
        }
        assertTrue(TaskWorks.add(other.thread, work, Notify.RESUME));
        runIdle();
        assertEquals(List.of(), ran);
        other.thread.start();
        other.result();
        assertEquals(List.of("other"), ran);
    }

    @Test
    void inABatchThatIsBeingDrained() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        TaskWork first = TaskWork.of(() -> {
            entered.countDown();
            Await.passed("leave", leave);
            ran.add("first");
        });
        TaskWork second = work("second");
        TaskWork third = work("third");
        TaskWorks.add(idle.thread, first, Notify.RESUME);
        TaskWorks.add(idle.thread, second, Notify.RESUME);
        TaskWorks.add(idle.thread, third, Notify.RESUME);
        idle.thread.start();
        Await.passed("the batch is not drained", entered);
        assertFalse(first.cancel(), "it runs");
        assertEquals(TaskWork.State.RUNNING, first.state());
        assertTrue(second.cancel(), "it has not started");
        assertTrue(TaskWorks.add(idle.thread, second, Notify.NONE), "again, at once");
        leave.countDown();
        idle.result();
        assertEquals(List.of("first", "third", "second"), ran);
    }

    @Test
    void aCallbackMayCancelThoseBehindItAndQueueItselfAgain() {
        TaskWork second = work("second");
        TaskWork[] first = new TaskWork[1];
        first[0] = TaskWork.of(() -> {
            ran.add("first " + second.cancel());
            if (ran.size() == 1) {
                TaskWorks.add(idle.thread, first[0], Notify.NONE);
                ran.add(first[0].state() + " " + first[0].cancel());
                TaskWorks.add(idle.thread, first[0], Notify.NONE);
            }
        });
        TaskWorks.add(idle.thread, first[0], Notify.RESUME);
        TaskWorks.add(idle.thread, second, Notify.RESUME);
        TaskWorks.add(idle.thread, work("third"), Notify.RESUME);
        runIdle();
        assertEquals(List.of("first true", "QUEUED true", "third", "first false"), ran);
        assertEquals(TaskWork.State.IDLE, first[0].state());
    }

    @Test
    void cancelMatchingTakesTheOldestMatch() {
        Runnable a = () -> ran.add("a");
        Runnable b = () -> ran.add("b");
        TaskWork kept = TaskWork.of(b);
        TaskWorks.add(idle.thread, a, Notify.RESUME);
        TaskWorks.add(idle.thread, kept, Notify.RESUME);
        TaskWorks.add(idle.thread, b, Notify.RESUME);
        TaskWorks.add(idle.thread, a, Notify.RESUME);
        assertNull(TaskWorks.cancelMatching(idle.thread, callback -> false));
        assertThrows(IllegalStateException.class, () -> TaskWorks.cancelMatching(
                idle.thread, callback -> {
                    throw new IllegalStateException("the predicate's own");
                }));
        assertSame(kept, TaskWorks.cancelMatching(idle.thread, callback -> callback == b));
        assertEquals(TaskWork.State.IDLE, kept.state());
        TaskWork bare = TaskWorks.cancelMatching(idle.thread, callback -> callback == a);
        assertNotNull(bare, "one that was added as a Runnable");
        assertTrue(TaskWorks.add(idle.thread, bare, Notify.NONE), "it can be added");
        runIdle();
        assertEquals(List.of("b", "a", "a"), ran);
        assertNull(TaskWorks.cancelMatching(idle.thread, callback -> true), "has exited");
    }

    /**
     * Cancellers against the drain: each accepted add ends in one of the two ways, and never in
     * both.
     */
    @Test
    void cancelledOrRunNeverBothNeverNeither() {
        int works = 50_000;
        AtomicInteger[] runs = new AtomicInteger[works];
        AtomicBoolean stop = new AtomicBoolean();
        Subject target = Subject.start(() -> {
            while (!stop.get()) {
                LockSupport.park();
            }
            return null;
        });
        int cancelled = 0;
        List<TaskWork> open = new ArrayList<>();
        boolean[] taken = new boolean[works];
        for (int i = 0; i < works; i++) {
            AtomicInteger count = runs[i] = new AtomicInteger();
            TaskWork work = TaskWork.of(count::incrementAndGet);
            open.add(work);
            TaskWorks.add(target.thread, work, i % 3 == 0 ? Notify.NONE : Notify.SIGNAL);
            int behind = i - i % 5; // mostly works that were queued a moment ago
            if (!taken[behind] && open.get(behind).cancel()) {
                taken[behind] = true;
                cancelled++;
            }
        }
        stop.set(true);
        LockSupport.unpark(target.thread);
        target.result();
        assertTrue(cancelled > 0, "no cancel came in time: the test tests nothing");
        for (int i = 0; i < works; i++) {
            assertEquals(taken[i] ? 0 : 1, runs[i].get(), "work " + i);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWork.State;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code cancelAllMatching}, which makes one walk as {@code cancelMatching} does. */
class CancelAllIT {
    private static final int MANY = 200_000;

    /** Every fortieth is "bad". */
    private record Job(int number, AtomicInteger ran) implements Runnable {
        @Override
        public void run() {
            ran.incrementAndGet();
        }

        boolean isBad() {
            return number % 40 == 0;
        }
    }

    private final AtomicInteger ran = new AtomicInteger();

    private void fill(Subject target, int n) {
        for (int i = 0; i < n; i++) {
            assertTrue(TaskWorks.add(target.thread, new Job(i, ran), Notify.NONE));
        }
    }

    private static boolean isBad(Runnable callback) {
        return ((Job) callback).isBad();
    }

    private void runsOut(Subject target, int left) {
        target.thread.start();
        target.result();
        assertEquals(left, ran.get());
    }

    @Test
    void takesBackAllThatMatchOldestFirst() {
        Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
        List<String> log = new ArrayList<>();
        TaskWork kept = TaskWork.of(() -> log.add("kept"));
        TaskWork second = TaskWork.of(() -> log.add("second"));
        Runnable bare = () -> log.add("bare");
        TaskWorks.add(target.thread, bare, Notify.NONE);
        TaskWorks.add(target.thread, kept, Notify.NONE);
        TaskWorks.add(target.thread, second, Notify.NONE);
        List<Runnable> asked = new ArrayList<>();
        List<TaskWork> taken = TaskWorks.cancelAllMatching(target.thread, callback -> {
            asked.add(callback);
            return asked.size() != 2;
        });
        assertEquals(3, asked.size());
        assertSame(bare, asked.get(0));
        assertEquals(2, taken.size());
        assertSame(second, taken.get(1), "the very object");
        taken.forEach(work -> assertEquals(State.IDLE, work.state()));
        assertTrue(TaskWorks.add(target.thread, taken.get(1), Notify.NONE));
        assertTrue(TaskWorks.add(target.thread, taken.get(0), Notify.NONE));
        target.thread.start();
        target.result();
        assertEquals(List.of("kept", "second", "bare"), log);
        assertEquals(List.of(), TaskWorks.cancelAllMatching(target.thread, callback -> true));
    }

    @Test
    void fiveThousandOfTwoHundredThousand() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
            fill(target, MANY);
            long start = System.nanoTime();
            List<TaskWork> taken =
                    TaskWorks.cancelAllMatching(target.thread, CancelAllIT::isBad);
            best = Math.min(best, System.nanoTime() - start);
            assertEquals(MANY / 40, taken.size());
            ran.set(0);
            runsOut(target, MANY - MANY / 40);
        }
        System.out.println("the best of 5 walks: " + best + " ns");
        // this takes 20 to 40 ms alone
        assertTrue(best < 1_000_000_000L, "quadratic? " + best + " ns");
    }

    /**
     * The predicate is foreign code that runs without a lock: it may add, cancel, look and walk
     * itself.
     */
    @Test
    void thePredicateMayUseTheQueue() {
        Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
        fill(target, 1_000);
        AtomicInteger nested = new AtomicInteger();
        List<TaskWork> taken = TaskWorks.cancelAllMatching(target.thread, callback -> {
            Job job = (Job) callback;
            if (job.number % 10 == 5) { // the next one, on which the walk stands, and its neighbour
                nested.addAndGet(TaskWorks.cancelAllMatching(target.thread, other ->
                        other instanceof Job next && (next.number - job.number == 1
                                || next.number - job.number == 2)).size());
                TaskWorks.add(target.thread, ran::incrementAndGet, Notify.NONE);
            }
            return job.number % 10 == 9;
        });
        assertEquals(100, taken.size());
        assertEquals(200, nested.get());
        runsOut(target, 1_000 - 300 + 100);
    }

    /**
     * However long the walk takes, nobody waits for it: the predicate waits for another thread's
     * add, and for its run.
     */
    @Test
    void addersAndTheTargetDoNotWaitForAWalk() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        fill(target, 100);
        CompletableFuture<String> ranMeanwhile = new CompletableFuture<>();
        List<TaskWork> taken = TaskWorks.cancelAllMatching(target.thread, callback -> {
            if (((Job) callback).number == 0) {
                Thread.ofPlatform().daemon().start(() -> TaskWorks.add(target.thread,
                        () -> ranMeanwhile.complete("ran"), Notify.SIGNAL));
                assertEquals("ran", Await.value(ranMeanwhile));
            }
            return true;
        });
        target.release();
        assertEquals(0, taken.size(), "all ran before the one that was added");
        assertEquals(100, ran.get());
    }

    @Test
    void whatThePredicateThrowsEndsTheWalk() {
        Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
        fill(target, 100);
        assertThrows(UnsupportedOperationException.class,
                () -> TaskWorks.cancelAllMatching(target.thread, callback -> {
                    if (((Job) callback).number == 50) {
                        throw new UnsupportedOperationException();
                    }
                    return isBad(callback);
                }));
        runsOut(target, 98);
    }

    /**
     * While the target runs works, others add and others cancel: each work is run or taken back.
     */
    @Test
    void amidDrainsAndAddersAndOtherWalks() {
        for (int round = 0; round < 20; round++) {
            ran.set(0);
            AtomicInteger added = new AtomicInteger();
            AtomicInteger takenBack = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            Subject target = Subject.parked(Kind.VIRTUAL);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                threads.add(Thread.ofPlatform().daemon().start(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        TaskWorks.add(target.thread, new Job(i, ran),
                                i % 500 == 0 ? Notify.SIGNAL : Notify.NONE);
                        added.incrementAndGet();
                    }
                }));
                threads.add(Thread.ofPlatform().daemon().start(() -> {
                    while (!over.get()) {
                        takenBack.addAndGet(TaskWorks.cancelAllMatching(
                                target.thread, callback -> ((Job) callback).number % 3 == 0)
                                .size());
                        if (TaskWorks.cancelMatching(target.thread, CancelAllIT::isBad) != null) {
                            takenBack.incrementAndGet();
                        }
                    }
                }));
            }
            Await.ended(threads.get(0));
            Await.ended(threads.get(2));
            over.set(true);
            threads.forEach(Await::ended);
            target.release();
            assertEquals(added.get(), ran.get() + takenBack.get());
        }
    }
}

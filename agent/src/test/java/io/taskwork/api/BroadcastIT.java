// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code TaskWorks.callAll} gives a result for each thread, whatever becomes of it. */
class BroadcastIT {
    private static final int MANY = 10_000;

    private static List<Thread> threads(List<Subject> subjects) {
        return subjects.stream().map(subject -> subject.thread).toList();
    }

    @Test
    void eachThreadGivesItsResultInTheOrderGiven() {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            subjects.add(Subject.parked(Kind.values()[i % 2]));
        }
        Collections.reverse(subjects);
        Map<Thread, CompletableFuture<Thread>> results =
                TaskWorks.callAll(threads(subjects), Thread::currentThread, Notify.SIGNAL);
        assertEquals(threads(subjects), List.copyOf(results.keySet()));
        results.forEach((thread, result) -> assertSame(thread, Await.value(result)));
        subjects.forEach(Subject::release);
    }

    @Test
    void oneThatThrowsIsItsOwnAffair() {
        List<Subject> subjects =
                List.of(Subject.parked(Kind.VIRTUAL), Subject.parked(Kind.VIRTUAL));
        Thread bad = subjects.getFirst().thread;
        var results = TaskWorks.callAll(threads(subjects), () -> {
            if (Thread.currentThread() == bad) {
                throw new Exception("bad");
            }
            return "good";
        }, Notify.SIGNAL);
        assertEquals("bad", Await.failure(results.get(bad)).getMessage());
        assertEquals("good", Await.value(results.get(subjects.getLast().thread)));
        subjects.forEach(Subject::release);
    }

    @Test
    void exitedOnesAreReportedAndUnstartedOnesWait() {
        Subject parked = Subject.parked(Kind.PLATFORM);
        Subject gone = Subject.exited(Kind.VIRTUAL);
        Subject later = Subject.unstarted(Kind.VIRTUAL, () -> null);
        var results = TaskWorks.callAll(
                threads(List.of(gone, later, parked)), () -> "value", Notify.SIGNAL);
        Throwable failure = Await.failure(results.get(gone.thread));
        assertInstanceOf(RejectedExecutionException.class, failure);
        assertEquals(gone.thread + " has exited", failure.getMessage());
        assertEquals("value", Await.value(results.get(parked.thread)));
        assertFalse(results.get(later.thread).isDone());
        later.thread.start();
        assertEquals("value", Await.value(results.get(later.thread)));
        parked.release();
    }

    /**
     * Thousands of threads end while the broadcast is under way: each has given a result or is
     * reported.
     */
    @Test
    void thoseThatExitMeanwhileAreReported() {
        int answered = 0;
        int rejected = 0;
        for (int round = 0; round < 5 || answered == 0 || rejected == 0; round++) {
            CountDownLatch go = new CountDownLatch(1);
            List<Subject> subjects = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                int spins = i % 64 * 20;
                subjects.add(Subject.start(Kind.VIRTUAL, () -> {
                    go.await();
                    for (int n = 0; n < spins; n++) {
                        Thread.onSpinWait();
                    }
                    return null;
                }));
            }
            AtomicInteger ran = new AtomicInteger();
            go.countDown();
            var results = TaskWorks.callAll(threads(subjects), ran::incrementAndGet,
                    Notify.values()[round % 3]);
            subjects.forEach(Subject::result);
            int values = 0;
            for (CompletableFuture<Integer> result : results.values()) {
                assertTrue(result.isDone(), "neither a result nor reported");
                if (result.isCompletedExceptionally()) {
                    assertInstanceOf(RejectedExecutionException.class, result.exceptionNow());
                    rejected++;
                } else {
                    values++;
                }
            }
            assertEquals(ran.get(), values);
            answered += values;
            assertTrue(round < 1_000, answered + " answered, " + rejected + " rejected");
        }
    }

    @Test
    void aThreadNamedTwiceRunsItOnce() {
        Subject subject = Subject.parked(Kind.VIRTUAL);
        AtomicInteger ran = new AtomicInteger();
        Thread thread = subject.thread;
        var results = TaskWorks.callAll(
                List.of(thread, thread, thread), ran::incrementAndGet, Notify.NONE);
        assertEquals(1, results.size());
        subject.release();
        assertEquals(1, ran.get());
        assertEquals(1, Await.value(results.get(thread)));
    }

    @Test
    void aNullElementQueuesNothing() {
        Subject subject = Subject.parked(Kind.VIRTUAL);
        List<Thread> targets = Arrays.asList(subject.thread, null);
        assertEquals("target", assertThrows(NullPointerException.class,
                () -> TaskWorks.callAll(targets, () -> 1, Notify.NONE)).getMessage());
        assertFalse(subject.pending());
        subject.release();
    }

    @Test
    void ofNoThreadsAndNotToBeChanged() {
        assertEquals(Map.of(), TaskWorks.callAll(List.of(), () -> 1, Notify.SIGNAL));
        var results = TaskWorks.callAll(
                List.of(Subject.exited(Kind.VIRTUAL).thread), () -> 1, Notify.SIGNAL);
        assertThrows(UnsupportedOperationException.class, results::clear);
    }
}

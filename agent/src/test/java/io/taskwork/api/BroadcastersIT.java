// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code TaskWorks.callAll} by several threads at once. */
class BroadcastersIT {
    private static final int MANY = 10_000;

    private static List<Thread> threads(List<Subject> subjects) {
        return subjects.stream().map(subject -> subject.thread).toList();
    }

    /** Linux needed three fixes for two of these at once (Landlock's TSYNC). */
    @Test
    void twoBroadcastersFromOutsideAtOnce() {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            subjects.add(Subject.parked(Kind.VIRTUAL));
        }
        List<Thread> targets = threads(subjects);
        List<Subject> broadcasters = new ArrayList<>();
        AtomicInteger ran = new AtomicInteger();
        for (Kind kind : Kind.values()) {
            broadcasters.add(Subject.start(kind, () -> broadcast(targets, ran)));
        }
        broadcasters.forEach(broadcaster -> assertEquals(MANY, broadcaster.result()));
        assertEquals(2 * MANY, ran.get());
        subjects.forEach(Subject::release);
    }

    /** Both are among the threads that they and the other one call and wait for. */
    @Test
    void twoBroadcastersFromInsideAtOnce() {
        List<Thread> targets = new ArrayList<>();
        List<Subject> subjects = new ArrayList<>();
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(3);
        for (int i = 0; i < MANY; i++) {
            boolean broadcasts = i == 17 || i == MANY - 1 || i == 4_711;
            subjects.add(Subject.start(i % 500 == 17 ? Kind.PLATFORM : Kind.VIRTUAL, () -> {
                go.await();
                Object result = broadcasts ? broadcast(targets, ran) : MANY;
                if (broadcasts) {
                    over.countDown();
                }
                over.await(); // they are alive until all have their answers
                return result;
            }));
        }
        targets.addAll(threads(subjects));
        go.countDown();
        subjects.forEach(subject -> assertEquals(MANY, subject.result()));
        assertEquals(3 * MANY, ran.get());
    }

    private static int broadcast(List<Thread> targets, AtomicInteger ran) {
        var results = TaskWorks.callAll(targets, () -> {
            ran.incrementAndGet();
            return Thread.currentThread();
        }, Notify.SIGNAL);
        int answers = 0;
        for (var result : results.entrySet()) {
            try {
                assertSame(result.getKey(), result.getValue().join());
                answers++;
            } catch (CompletionException e) {
                throw new AssertionError(e);
            }
        }
        return answers;
    }
}

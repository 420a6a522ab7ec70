// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code TaskWorks.executor} makes a thread usable for everything that takes an executor. */
class ExecutorIT {
    @ParameterizedTest
    @EnumSource
    void stagesRunOnTheThread(Kind kind) {
        Subject target = Subject.parked(kind);
        Executor executor = TaskWorks.executor(target.thread, Notify.SIGNAL);
        List<Thread> ranOn = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<String> result = CompletableFuture
                .supplyAsync(() -> {
                    ranOn.add(Thread.currentThread());
                    return "supplied";
                }, executor)
                .thenApplyAsync(text -> {
                    ranOn.add(Thread.currentThread());
                    return text + ", applied";
                }, executor);
        assertEquals("supplied, applied", Await.value(result));
        assertEquals(List.of(target.thread, target.thread), ranOn);
        target.release();
    }

    @ParameterizedTest
    @EnumSource
    void otherUsersOfExecutors(Kind kind) throws Exception {
        Subject target = Subject.parked(kind);
        Executor executor = TaskWorks.executor(target.thread, Notify.SIGNAL);
        FutureTask<Thread> task = new FutureTask<>(Thread::currentThread);
        executor.execute(task);
        assertSame(target.thread, Await.value(task));
        var service = new ExecutorCompletionService<Thread>(executor);
        service.submit(Thread::currentThread);
        assertSame(target.thread, service.take().get());
        CountDownLatch consumed = new CountDownLatch(100);
        List<Thread> consumers = Collections.synchronizedList(new ArrayList<>());
        try (var publisher = new SubmissionPublisher<Integer>(executor, 256)) {
            publisher.consume(item -> {
                consumers.add(Thread.currentThread());
                consumed.countDown();
            });
            for (int i = 0; i < 100; i++) {
                publisher.submit(i);
            }
            Await.passed("the value was not consumed", consumed);
        }
        assertTrue(consumers.stream().allMatch(t -> t == target.thread), consumers::toString);
        target.release();
    }

    @ParameterizedTest
    @EnumSource
    void inOrderAndInItsMode(Kind kind) {
        List<Integer> order = new ArrayList<>();
        Subject target = Subject.parked(kind);
        Executor executor = TaskWorks.executor(target.thread, Notify.NONE);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int n = i;
            executor.execute(() -> order.add(n));
            expected.add(n);
        }
        Await.quiet();
        assertTrue(target.pending(), "NONE woke it");
        target.release();
        assertEquals(expected, order);
    }

    @ParameterizedTest
    @EnumSource
    void rejectsOnceTheThreadHasExited(Kind kind) {
        Thread gone = Subject.exited(kind).thread;
        for (Notify mode : Notify.values()) {
            Executor executor = TaskWorks.executor(gone, mode);
            assertEquals(gone + " has exited", assertThrows(RejectedExecutionException.class,
                    () -> executor.execute(() -> {})).getMessage());
            assertThrows(RejectedExecutionException.class,
                    () -> CompletableFuture.supplyAsync(() -> 1, executor));
            assertEquals(RejectedExecutionException.class,
                    Await.failure(CompletableFuture.completedFuture(1)
                            .thenApplyAsync(n -> n, executor)).getClass());
        }
    }

    /** An executor that was made early rejects from the exit on, and not from when it was made. */
    @ParameterizedTest
    @EnumSource
    void rejectsNothingBefore(Kind kind) {
        int[] ran = {0};
        Subject target = Subject.unstarted(kind, () -> null);
        Executor executor = TaskWorks.executor(target.thread, Notify.RESUME);
        executor.execute(() -> ran[0]++);
        target.thread.start();
        target.result();
        assertEquals(1, ran[0]);
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> ran[0]++));
        assertFalse(target.pending());
        assertEquals(1, ran[0]);
    }
}

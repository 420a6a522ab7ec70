// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code TaskWorks.call}: what becomes of the result. CallEachOtherIT has two threads that call.
 */
class CallIT {
    @ParameterizedTest
    @EnumSource
    void itsValueComesFromTheTarget(Kind kind) {
        Subject target = Subject.parked(kind);
        int[] plain = {0}; // visible to whoever gets the value
        CompletableFuture<Thread> call = TaskWorks.call(target.thread, () -> {
            plain[0] = 42;
            return Thread.currentThread();
        }, Notify.SIGNAL);
        assertSame(target.thread, Await.value(call));
        assertEquals(42, plain[0]);
        assertEquals("released", target.release());
    }

    @ParameterizedTest
    @EnumSource
    void nullIsAValue(Kind kind) {
        Subject target = Subject.parked(kind);
        assertSame(null, Await.value(TaskWorks.call(target.thread, () -> null, Notify.SIGNAL)));
        target.release();
    }

    /**
     * What the callback throws does not go to the uncaught-exception handler, since it has an
     * owner.
     */
    @ParameterizedTest
    @EnumSource
    void whatItThrowsComesWithTheFutureOnly(Kind kind) {
        Subject target = Subject.parked(kind);
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        target.thread.setUncaughtExceptionHandler((thread, e) -> uncaught.set(e));
        for (Throwable thrown : new Throwable[] {
            new IOException("checked"), new IllegalStateException(), new StackOverflowError(),
            new OutOfMemoryError("made up"), new InterruptedException(), new Throwable("plain")
        }) {
            CompletableFuture<String> call = TaskWorks.call(
                    target.thread, () -> CallIT.<RuntimeException, String>sneak(thrown),
                    Notify.SIGNAL);
            assertSame(thrown, Await.failure(call));
        }
        target.release();
        assertSame(null, uncaught.get());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable, T> T sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @ParameterizedTest
    @EnumSource
    void anExitedTargetRejects(Kind kind) {
        Thread gone = Subject.exited(kind).thread;
        for (Notify mode : Notify.values()) {
            AtomicInteger ran = new AtomicInteger();
            CompletableFuture<Integer> call =
                    TaskWorks.call(gone, ran::incrementAndGet, mode);
            assertTrue(call.isCompletedExceptionally());
            Throwable failure = Await.failure(call);
            assertEquals(RejectedExecutionException.class, failure.getClass());
            assertEquals(gone + " has exited", failure.getMessage());
            assertEquals(0, ran.get());
        }
    }

    /** The target may exit at any moment: each call is answered, in one way or the other. */
    @ParameterizedTest
    @EnumSource
    void everyCallIsAnsweredWhileTheTargetExits(Kind kind) {
        int values = 0;
        int rejected = 0;
        for (int i = 0; i < 300 || values == 0 || rejected == 0; i++) {
            Subject target = Subject.start(kind, () -> null);
            for (int spins = i % 50 * 100; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            CompletableFuture<String> call =
                    TaskWorks.call(target.thread, () -> "value", Notify.values()[i % 3]);
            try {
                assertEquals("value", call.orTimeout(60, TimeUnit.SECONDS).join());
                values++;
            } catch (CompletionException e) {
                assertInstanceOf(RejectedExecutionException.class, e.getCause());
                rejected++;
            }
            target.result();
            assertTrue(i < 100_000, values + " values, " + rejected + " rejected");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTargetThatIsStartedLaterAnswers(Kind kind) {
        Subject target = Subject.unstarted(kind, () -> null);
        CompletableFuture<String> call =
                TaskWorks.call(target.thread, () -> "late", Notify.RESUME);
        assertFalse(call.isDone());
        target.thread.start();
        assertEquals("late", Await.value(call));
        target.result();
    }

    @ParameterizedTest
    @EnumSource
    void stagesThatDependOnItAreOrdinary(Kind kind) {
        Subject target = Subject.parked(kind);
        CompletableFuture<Integer> call = TaskWorks.call(target.thread, () -> 20, Notify.NONE);
        CompletableFuture<Integer> sum = call.thenApply(n -> n + 1).thenCombine(call, Integer::sum);
        assertSame(CompletableFuture.class, sum.getClass());
        CompletableFuture<Integer> cancelled = call.thenApply(n -> n);
        assertTrue(cancelled.cancel(true));
        assertTrue(target.pending(), "a dependent stage is not the call");
        TaskWorks.add(target.thread, () -> {}, Notify.SIGNAL);
        assertEquals(41, Await.value(sum));
        target.release();
    }

    /** A stage that throws on the target harms neither the target nor the next work. */
    @Test
    void aDependentThatThrowsIsKeptInItsStage() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        CompletableFuture<Object> bad = TaskWorks.call(target.thread, () -> 1, Notify.NONE)
                .thenApply(n -> {
                    throw new IllegalStateException("stage");
                });
        assertEquals("next",
                Await.value(TaskWorks.call(target.thread, () -> "next", Notify.SIGNAL)));
        assertEquals("stage", Await.failure(bad).getMessage());
        target.release();
    }
}

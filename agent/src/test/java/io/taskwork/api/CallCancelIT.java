// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code TaskWorks.call}, where nobody has a use for the call any more. */
class CallCancelIT {
    @ParameterizedTest
    @EnumSource
    void cancelTakesTheWorkBackBeforeItStarts(Kind kind) {
        AtomicInteger ran = new AtomicInteger();
        Subject target = Subject.parked(kind);
        CompletableFuture<Integer> call =
                TaskWorks.call(target.thread, ran::incrementAndGet, Notify.NONE);
        assertTrue(target.pending());
        assertTrue(call.cancel(false));
        assertFalse(target.pending(), "the work is still queued");
        assertTrue(call.isCancelled());
        assertTrue(call.cancel(true), "as CompletableFuture");
        target.release();
        assertEquals(0, ran.get());
    }

    /** The call continues, uninterrupted, and its result is dropped. */
    @ParameterizedTest
    @EnumSource
    void cancelWhileItRunsDropsTheResult(Kind kind) {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Subject target = Subject.parked(kind);
        CompletableFuture<String> call = TaskWorks.call(target.thread, () -> {
            started.countDown();
            go.await();
            interrupted.set(Thread.currentThread().isInterrupted());
            return "dropped";
        }, Notify.SIGNAL);
        Await.passed("the call has not started", started);
        assertTrue(call.cancel(true));
        assertFalse(interrupted.get() != null, "ended early");
        go.countDown();
        target.release();
        assertEquals(false, interrupted.get());
        assertTrue(call.isCancelled());
        assertThrows(CancellationException.class, call::join);
    }

    @Test
    void cancelAfterItRanIsFalse() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        CompletableFuture<String> call =
                TaskWorks.call(target.thread, () -> "value", Notify.SIGNAL);
        Await.value(call);
        assertFalse(call.cancel(true));
        assertEquals("value", call.join());
        target.release();
    }

    /** Whoever gave up has no use for the call any more, and it does not run. */
    @ParameterizedTest
    @EnumSource
    void completedOtherwiseItDoesNotRun(Kind kind) {
        AtomicInteger ran = new AtomicInteger();
        Subject target = Subject.parked(kind);
        CompletableFuture<Integer> late = TaskWorks
                .call(target.thread, ran::incrementAndGet, Notify.NONE)
                .orTimeout(1, TimeUnit.MILLISECONDS);
        CompletableFuture<Integer> other = TaskWorks
                .call(target.thread, ran::incrementAndGet, Notify.NONE)
                .completeOnTimeout(-1, 1, TimeUnit.MILLISECONDS);
        assertInstanceOf(TimeoutException.class, Await.failure(late));
        assertEquals(-1, Await.value(other));
        target.release();
        assertEquals(0, ran.get());
    }

    /** The ways to complete a future from outside. */
    enum Way {
        CANCEL(call -> call.cancel(true)),
        COMPLETE(call -> call.complete(-1)),
        COMPLETE_EXCEPTIONALLY(call -> call.completeExceptionally(new TimeoutException())),
        OBTRUDE_VALUE(call -> call.obtrudeValue(-1)),
        OBTRUDE_EXCEPTION(call -> call.obtrudeException(new TimeoutException())),
        COMPLETE_ASYNC(call -> call.completeAsync(() -> -1)),
        COMPLETE_ASYNC_THROWS(call -> call.completeAsync(() -> {
            throw new IllegalStateException();
        }, Runnable::run)),
        OR_TIMEOUT(call -> call.orTimeout(1, TimeUnit.MILLISECONDS)),
        COMPLETE_ON_TIMEOUT(call -> call.completeOnTimeout(-1, 1, TimeUnit.MILLISECONDS));

        private final Consumer<CompletableFuture<Integer>> completion;

        Way(Consumer<CompletableFuture<Integer>> completion) {
            this.completion = completion;
        }
    }

    /** A server that gives up a thousand calls must not keep their works until the thread ends. */
    @ParameterizedTest
    @EnumSource
    void aFutureThatIsDoneHasNoWorkInTheQueue(Way way) {
        AtomicInteger ran = new AtomicInteger();
        Subject target = Subject.parked(Kind.VIRTUAL);
        CompletableFuture<Integer> call =
                TaskWorks.call(target.thread, ran::incrementAndGet, Notify.NONE);
        assertTrue(target.pending());
        way.completion.accept(call);
        Await.until("the call is not done", call::isDone);
        Await.until("the work is still queued", () -> !target.pending());
        target.release();
        assertEquals(0, ran.get());
    }
}

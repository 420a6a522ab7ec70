// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.Status;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Targets that are gone or never come, works that are queued already, and predicates that throw.
 * NullArgumentsIT has nulls, MaskIT masks of other threads and closed ones, and AgentAbsentIT a JVM
 * without the agent.
 */
class BadInputIT {
    private static final String QUEUED =
            "the work is queued already; add it again after it ran or cancel() was true";

    private final AtomicInteger ran = new AtomicInteger();
    private final TaskWork work = TaskWork.of(ran::incrementAndGet);

    @ParameterizedTest
    @EnumSource
    void anExitedTarget(Kind kind) {
        Thread gone = Subject.exited(kind).thread;
        for (Notify mode : Notify.values()) {
            assertFalse(TaskWorks.add(gone, work, mode));
            assertFalse(TaskWorks.add(gone, ran::incrementAndGet, mode));
            assertFalse(TaskWorks.add(gone, work, mode, Duration.ofMillis(1)));
            CompletableFuture<Integer> call = TaskWorks.call(gone, ran::incrementAndGet, mode);
            assertEquals(gone + " has exited", Await.failure(call).getMessage());
            Map<Thread, CompletableFuture<Integer>> all =
                    TaskWorks.callAll(Set.of(gone), ran::incrementAndGet, mode);
            assertEquals(gone + " has exited", Await.failure(all.get(gone)).getMessage());
            assertEquals(gone + " has exited", assertThrows(RejectedExecutionException.class,
                    () -> TaskWorks.executor(gone, mode).execute(ran::incrementAndGet))
                    .getMessage());
        }
        assertEquals(TaskWork.State.IDLE, work.state());
        assertFalse(work.cancel());
        assertFalse(TaskWorks.pending(gone));
        assertNull(TaskWorks.cancelMatching(gone, callback -> true));
        assertEquals(Reach.EXITED, TaskWorks.reach(gone));
        assertEquals(0, ran.get());
    }

    /** Works are accepted and stay; they can be taken back, and nobody is told that they ran. */
    @ParameterizedTest
    @EnumSource
    void aTargetThatIsNeverStarted(Kind kind) {
        Thread never = kind.unstarted(() -> {});
        for (Notify mode : Notify.values()) {
            assertTrue(TaskWorks.add(never, work, mode));
            assertEquals(TaskWork.State.QUEUED, work.state());
            assertTrue(work.cancel());
            assertTrue(TaskWorks.add(never, work, mode, Duration.ofNanos(1)));
            Await.quiet();
            assertTrue(work.cancel());
        }
        CompletableFuture<Integer> call =
                TaskWorks.call(never, ran::incrementAndGet, Notify.SIGNAL);
        TaskWorks.executor(never, Notify.SIGNAL).execute(ran::incrementAndGet);
        Await.quiet();
        assertFalse(call.isDone());
        assertTrue(call.cancel(true));
        assertTrue(TaskWorks.pending(never));
        assertTrue(TaskWorks.cancelMatching(never, callback -> true).state()
                == TaskWork.State.IDLE);
        assertFalse(TaskWorks.pending(never));
        assertEquals(Reach.NOT_STARTED, TaskWorks.reach(never));
        assertEquals(0, ran.get());
    }

    /** A work is in one queue at a time, and the second add changes nothing, not even its place. */
    @ParameterizedTest
    @EnumSource
    void aWorkThatIsQueuedAlready(Kind kind) {
        Subject target = Subject.parked(kind);
        Subject other = Subject.parked(Kind.VIRTUAL);
        List<String> order = new ArrayList<>();
        TaskWorks.add(target.thread, () -> order.add("first, after " + ran), Notify.NONE);
        assertTrue(TaskWorks.add(target.thread, work, Notify.NONE));
        TaskWorks.add(target.thread, () -> order.add("last, after " + ran), Notify.NONE);
        for (Notify mode : Notify.values()) {
            for (Thread thread : new Thread[] {target.thread, other.thread}) {
                assertEquals(QUEUED, assertThrows(IllegalStateException.class,
                        () -> TaskWorks.add(thread, work, mode)).getMessage());
                assertEquals(QUEUED, assertThrows(IllegalStateException.class,
                        () -> TaskWorks.add(thread, work, mode, Duration.ZERO)).getMessage());
            }
        }
        Await.quiet();
        assertEquals(TaskWork.State.QUEUED, work.state(), "a refused SIGNAL ran it");
        assertFalse(other.pending());
        other.release();
        target.release();
        assertEquals(1, ran.get());
        assertEquals(List.of("first, after 0", "last, after 1"), order);
    }

    /** Of many concurrent adds one takes the work, and the others throw. */
    @Test
    void ofConcurrentAddsOfOneWorkOneSucceeds() {
        for (int round = 1; round <= 500; round++) {
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> adders = new ArrayList<>();
            for (int a = 0; a < 4; a++) {
                adders.add(Thread.startVirtualThread(() -> {
                    Await.passed("go", go);
                    try {
                        TaskWorks.add(target.thread, work, Notify.RESUME);
                        accepted.incrementAndGet();
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                    }
                }));
            }
            go.countDown();
            adders.forEach(Await::ended);
            assertEquals("1 3", accepted + " " + refused);
            target.thread.start();
            target.result();
            assertEquals(round, ran.get());
        }
    }

    /** This holds on a thread that is gone as well: the mistake is the caller's either way. */
    @Test
    void aQueuedWorkForAnExitedThread() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        Thread gone = Subject.exited(Kind.VIRTUAL).thread;
        TaskWorks.add(target.thread, work, Notify.NONE);
        assertEquals(QUEUED, assertThrows(IllegalStateException.class,
                () -> TaskWorks.add(gone, work, Notify.NONE)).getMessage());
        target.release();
        assertEquals(1, ran.get());
    }

    @Test
    void cancelledTwiceAndCancelledWhenItRan() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        assertFalse(work.cancel(), "never queued");
        TaskWorks.add(target.thread, work, Notify.NONE);
        assertTrue(work.cancel());
        assertFalse(work.cancel());
        TaskWorks.add(target.thread, work, Notify.NONE);
        target.release();
        assertFalse(work.cancel(), "ran");
        assertEquals(1, ran.get());
    }

    /** What a predicate throws goes to the caller, and the queue is as it was. */
    @Test
    void aPredicateThatThrows() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        TaskWorks.add(target.thread, work, Notify.NONE);
        RuntimeException mine = new RuntimeException("mine");
        assertSame(mine, assertThrows(RuntimeException.class,
                () -> TaskWorks.cancelMatching(target.thread, callback -> {
                    throw mine;
                })));
        assertSame(work, TaskWorks.cancelMatching(target.thread, callback -> true));
        target.release();
        assertEquals(0, ran.get());
    }

    /** On a thread without works there is nothing to run, to find or to wait for. */
    @Test
    void nothingQueued() {
        assertEquals(0, TaskWorks.run());
        assertFalse(TaskWorks.exiting());
        Thread idle = Kind.VIRTUAL.unstarted(() -> {});
        assertFalse(TaskWorks.pending(idle));
        assertNull(TaskWorks.cancelMatching(idle, callback -> true));
    }

    /** None of these mistakes is the agent's. */
    @Test
    void theStatusIsActive() {
        Status status = TaskWorks.status();
        assertEquals(Status.State.ACTIVE, status.state(), status.toString());
        assertTrue(status.remedy().isEmpty());
    }
}

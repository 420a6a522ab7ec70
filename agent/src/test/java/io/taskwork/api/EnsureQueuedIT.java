// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ensureQueued}: one work has many posters. */
class EnsureQueuedIT {
    private final AtomicInteger runs = new AtomicInteger();
    private final TaskWork work = TaskWork.of(runs::incrementAndGet);

    @ParameterizedTest
    @EnumSource
    void manyPostsAreOneRun(Kind kind) {
        Subject target = Subject.unstarted(kind, () -> null);
        for (int i = 0; i < 10; i++) {
            assertTrue(TaskWorks.ensureQueued(target.thread, work, Notify.NONE));
        }
        assertEquals(State.QUEUED, work.state());
        target.thread.start();
        target.result();
        assertEquals(1, runs.get());
        assertFalse(TaskWorks.ensureQueued(target.thread, work, Notify.SIGNAL), "it has exited");
        assertEquals(State.IDLE, work.state());
    }

    /** One has queued it with NONE, by add or by ensureQueued; the SIGNAL of another one wakes. */
    @ParameterizedTest
    @EnumSource
    void aLaterSignalWakes(Kind kind) {
        Subject target = Subject.parked(kind);
        for (int round = 1; round <= 100; round++) {
            if (round % 2 == 0) {
                assertTrue(TaskWorks.add(target.thread, work, Notify.NONE));
            } else {
                assertTrue(TaskWorks.ensureQueued(target.thread, work, Notify.NONE));
            }
            assertTrue(TaskWorks.ensureQueued(target.thread, work, Notify.SIGNAL));
            int all = round;
            Await.until("the thread was not woken", () -> runs.get() == all);
            Await.until("runs still", () -> work.state() == State.IDLE);
            target.awaitBlocked();
        }
        target.release();
        assertEquals(100, runs.get());
    }

    @Test
    void theLaterResumeIsSeenAtTheNextRunPoint() {
        Subject target = Subject.start(Kind.VIRTUAL, () -> {
            TaskWorks.ensureQueued(Thread.currentThread(), work, Notify.NONE);
            Thread.yield();
            int before = runs.get();
            TaskWorks.ensureQueued(Thread.currentThread(), work, Notify.RESUME);
            Thread.yield();
            return before + " " + runs.get();
        });
        assertEquals("0 1", target.result());
    }

    @Test
    void queuedOnAnotherThreadItThrows() {
        Subject one = Subject.unstarted(Kind.VIRTUAL, () -> null);
        Subject other = Subject.unstarted(Kind.VIRTUAL, () -> null);
        assertTrue(TaskWorks.add(one.thread, work, Notify.NONE));
        for (Notify mode : Notify.values()) {
            assertEquals("the work is queued on another thread",
                    assertThrows(IllegalStateException.class,
                            () -> TaskWorks.ensureQueued(other.thread, work, mode)).getMessage());
        }
        assertFalse(other.pending());
        one.thread.start();
        one.result();
        assertEquals(1, runs.get());
        assertTrue(TaskWorks.ensureQueued(other.thread, work, Notify.NONE), "it is idle");
        assertTrue(work.cancel());
    }

    @Test
    void itsOwnCallbackMayPostIt() {
        TaskWork[] self = new TaskWork[1];
        self[0] = TaskWork.of(() -> {
            if (runs.incrementAndGet() < 5) {
                TaskWorks.ensureQueued(Thread.currentThread(), self[0], Notify.RESUME);
                TaskWorks.ensureQueued(Thread.currentThread(), self[0], Notify.RESUME);
            }
        });
        Subject target = Subject.start(Kind.VIRTUAL,
                () -> TaskWorks.ensureQueued(Thread.currentThread(), self[0], Notify.NONE));
        target.result();
        assertEquals(5, runs.get());
    }

    /** The work is among others, taken back and posted again while they are being put in order. */
    @Test
    void amongManyWorks() {
        Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
        List<TaskWork> works = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            works.add(TaskWork.of(runs::incrementAndGet));
            TaskWorks.add(target.thread, works.get(i), Notify.NONE);
        }
        for (int i = 0; i < 5_000; i += 7) {
            assertTrue(TaskWorks.ensureQueued(target.thread, works.get(i), Notify.RESUME));
            assertTrue(works.get(i).cancel());
            assertTrue(TaskWorks.ensureQueued(target.thread, works.get(i), Notify.NONE));
        }
        target.thread.start();
        target.result();
        assertEquals(5_000, runs.get());
    }

    /** Each poster writes and then posts: a run after its post sees what it wrote. */
    @ParameterizedTest
    @EnumSource
    void noPostIsLost(Kind kind) {
        int posters = 4;
        int posts = 50_000;
        int[] written = new int[16 * posters]; // plain, and far apart
        int[] seen = new int[posters];
        TaskWork look = TaskWork.of(() -> {
            for (int p = 0; p < posters; p++) {
                seen[p] = written[16 * p];
            }
            runs.incrementAndGet();
        });
        Subject target = Subject.parked(kind);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < posters; p++) {
            int own = 16 * p;
            Notify mode = Notify.values()[p % 2 + 1];
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                Await.passed("go", go);
                for (int i = 1; i <= posts; i++) {
                    written[own] = i;
                    TaskWorks.ensureQueued(target.thread, look, mode);
                }
                TaskWorks.ensureQueued(target.thread, look, Notify.SIGNAL);
            }));
        }
        go.countDown();
        threads.forEach(Await::ended);
        Await.until("queued, and not run", () -> look.state() == State.IDLE);
        target.release();
        for (int p = 0; p < posters; p++) {
            assertEquals(posts, seen[p], "poster " + p);
        }
        assertTrue(runs.get() <= posters * (posts + 1), "each post at most one run");
    }

    /**
     * If a post is true the work is queued: what races with the exit runs, or the post is false.
     */
    @Test
    void againstTheExit() {
        for (int round = 0; round < 3_000; round++) {
            TaskWork one = TaskWork.of(runs::incrementAndGet);
            Subject target = Subject.start(Kind.VIRTUAL, () -> null);
            int before = runs.get();
            boolean[] answers = new boolean[2];
            Thread other = Thread.ofVirtual().start(
                    () -> answers[1] = TaskWorks.ensureQueued(target.thread, one, Notify.NONE));
            answers[0] = TaskWorks.ensureQueued(target.thread, one, Notify.SIGNAL);
            Await.ended(other);
            target.result();
            int ran = runs.get() - before;
            assertTrue(answers[0] || answers[1] ? ran >= 1 && ran <= 2 : ran == 0,
                    answers[0] + " " + answers[1] + " " + ran);
            assertEquals(State.IDLE, one.state());
        }
    }
}

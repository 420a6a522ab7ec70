// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code add} with a duration: what has not started in time becomes a SIGNAL. */
class EscalationIT {
    private static final Duration SOON = Duration.ofMillis(30);

    private final AtomicInteger ran = new AtomicInteger();

    private boolean add(Subject target, TaskWork work, Notify mode, Duration after) {
        return TaskWorks.add(target.thread, work, mode, after);
    }

    private TaskWork counting() {
        return TaskWork.of(ran::incrementAndGet);
    }

    @ParameterizedTest
    @CsvSource({"NONE, VIRTUAL", "RESUME, VIRTUAL", "NONE, PLATFORM", "RESUME, PLATFORM"})
    void aBlockedThreadIsWokenThenAndNotBefore(Notify mode, Kind kind) {
        Subject target = Subject.parked(kind);
        AtomicLong at = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        long start = System.nanoTime();
        assertTrue(add(target, TaskWork.of(() -> {
            at.set(System.nanoTime());
            done.countDown();
        }), mode, SOON));
        Await.passed("the work did not escalate", done);
        assertTrue(at.get() - start >= SOON.toNanos(), "after " + (at.get() - start) + " ns");
        target.release();
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "RESUME"})
    void notAtOnceWithAnHourToGo(Notify mode) {
        Subject target = Subject.parked(Kind.VIRTUAL);
        assertTrue(add(target, counting(), mode, Duration.ofHours(1)));
        Await.quiet();
        assertEquals(0, ran.get());
        target.release();
        assertEquals(1, ran.get(), "at exit at the latest");
    }

    @Test
    void zeroAndLessAreAtOnce() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        for (Duration after : new Duration[] {
            Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)
        }) {
            for (Notify mode : Notify.values()) {
                CountDownLatch done = new CountDownLatch(1);
                assertTrue(add(target, TaskWork.of(done::countDown), mode, after));
                Await.passed(mode + " after " + after, done);
            }
        }
        target.release();
    }

    @Test
    void theLongestDurationIsNoOverflow() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        TaskWork[] works = {counting(), counting(), counting()};
        add(target, works[0], Notify.NONE, longest);
        add(target, works[1], Notify.NONE, Duration.ofNanos(Long.MAX_VALUE));
        add(target, works[2], Notify.RESUME, Duration.ofDays(106_751));
        EscalationTimer.passes(SOON); // the far ones do not hold these up
        assertEquals(0, ran.get());
        for (TaskWork work : works) {
            assertTrue(work.cancel());
        }
        target.release();
        assertEquals(0, ran.get());
    }

    /** A SIGNAL is not escalated, since there is nothing beyond it. */
    @Test
    void signalIsSignalAtOnce() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        CountDownLatch done = new CountDownLatch(1);
        add(target, TaskWork.of(done::countDown), Notify.SIGNAL, Duration.ofDays(1));
        Await.passed("SIGNAL waited", done);
        target.release();
    }

    @ParameterizedTest
    @EnumSource
    void aMaskedTargetRunsItWhenTheMaskCloses(Kind kind) {
        CountDownLatch leave = new CountDownLatch(1);
        Subject target = Subject.start(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                leave.await();
                assertEquals(0, ran.get(), "ran inside");
            }
            return ran.get();
        });
        Await.until("the thread is not masked",
                () -> TaskWorks.reach(target.thread) == Reach.MASKED);
        add(target, counting(), Notify.NONE, SOON);
        EscalationTimer.passes(SOON);
        assertEquals(0, ran.get());
        leave.countDown();
        assertEquals(1, target.result(), "NONE had become SIGNAL");
    }

    @Test
    void anUnstartedTargetRunsItWhenItStarts() {
        Subject target = Subject.unstarted(Kind.VIRTUAL, ran::get);
        add(target, counting(), Notify.NONE, SOON);
        EscalationTimer.passes(SOON);
        assertEquals(0, ran.get());
        target.thread.start();
        assertEquals(1, target.result(), "no NONE any more");
    }

    @ParameterizedTest
    @EnumSource
    void anExitedTargetTakesNone(Kind kind) {
        Subject gone = Subject.exited(kind);
        TaskWork work = counting();
        for (Duration after : new Duration[] {Duration.ZERO, SOON, Duration.ofHours(1)}) {
            assertFalse(add(gone, work, Notify.NONE, after));
            assertEquals(TaskWork.State.IDLE, work.state());
        }
    }

    /** A target that exits first has run the work, once. */
    @Test
    void aTargetThatExitsMeanwhileRanItOnce() {
        for (int i = 0; i < 200; i++) {
            Subject target = Subject.parked(Kind.VIRTUAL);
            add(target, counting(), Notify.NONE, Duration.ofNanos(i * 10_000L));
            target.release();
            assertEquals(i + 1, ran.get());
        }
        EscalationTimer.passes(SOON);
        assertEquals(200, ran.get());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code add} with a duration: what has run or was taken back does not become a SIGNAL. */
class NotEscalatedIT {
    private static final Duration SOON = Duration.ofMillis(30);

    private final AtomicInteger ran = new AtomicInteger();

    private TaskWork counting() {
        return TaskWork.of(ran::incrementAndGet);
    }

    private Subject takenBack(TaskWork work) {
        Subject target = EscalationTimer.takenBackInTime(work, SOON);
        ran.set(0);
        return target;
    }

    /** Returns a parked thread on which a work with an escalation has run before that. */
    private Subject ranInTime() {
        for (int i = 0; i < 100; i++) {
            Subject target = Subject.parked(Kind.VIRTUAL);
            int after = ran.get() + 1;
            long start = System.nanoTime();
            TaskWorks.add(target.thread, counting(), Notify.NONE, SOON);
            TaskWorks.add(target.thread, () -> {}, Notify.SIGNAL);
            Await.until("the work did not run", () -> ran.get() == after);
            if (System.nanoTime() - start < SOON.toNanos()) {
                return target.awaitBlocked();
            }
            target.release(); // the machine was busy with something else, and the work escalated
        }
        throw new AssertionError("this machine never ran a work within " + SOON);
    }

    @Test
    void whatRanIsNotEscalated() {
        Subject target = ranInTime();
        TaskWork left = counting();
        TaskWorks.add(target.thread, left, Notify.NONE); // which a stray SIGNAL would run
        EscalationTimer.passes(SOON);
        assertEquals(TaskWork.State.QUEUED, left.state());
        target.release();
    }

    @Test
    void whatWasCancelledIsNotEscalated() {
        Subject target = takenBack(counting());
        TaskWorks.add(target.thread, ran::incrementAndGet, Notify.NONE);
        EscalationTimer.passes(SOON);
        assertEquals(0, ran.get());
        target.release();
        assertEquals(1, ran.get());
    }

    /** Each add has its own time, and not that of an earlier one. */
    @Test
    void whatWasAddedAgainIsNotEscalatedByTheEarlierAdd() {
        TaskWork work = counting();
        Subject target = takenBack(work);
        TaskWorks.add(target.thread, work, Notify.NONE, Duration.ofHours(1));
        EscalationTimer.passes(SOON);
        assertEquals(0, ran.get(), "escalated by the add that was cancelled");
        assertTrue(work.cancel());
        TaskWorks.add(target.thread, work, Notify.NONE, SOON);
        Await.until("the work did not escalate", () -> ran.get() == 1);
        target.release();
        assertEquals(1, ran.get());
    }

    /** This holds as well if the work moved to another thread, which is then left alone. */
    @Test
    void whatMovedToAnotherThreadIsNot() {
        TaskWork work = counting();
        Subject first = takenBack(work);
        Subject second = Subject.parked(Kind.VIRTUAL);
        TaskWorks.add(second.thread, work, Notify.NONE);
        TaskWorks.add(first.thread, ran::incrementAndGet, Notify.NONE);
        EscalationTimer.passes(SOON);
        assertEquals(0, ran.get());
        first.release();
        second.release();
        assertEquals(2, ran.get());
    }
}

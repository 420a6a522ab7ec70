// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Works that are added with an escalation, and the one timer of all these. */
final class EscalationTimer {
    private static final int ATTEMPTS = 100;

    private EscalationTimer() {}

    /** Waits until the timer has done what was to be done before that. */
    static void passes(Duration after) {
        Subject witness = Subject.parked(Kind.VIRTUAL);
        CountDownLatch passed = new CountDownLatch(1);
        TaskWorks.add(witness.thread, TaskWork.of(passed::countDown), Notify.NONE,
                after.plusMillis(20));
        Await.passed("the witness did not escalate", passed);
        witness.release();
        Await.quiet();
    }

    /**
     * Adds a work and takes it back before it escalates. Returns the parked thread to which it was
     * added; one on which a busy machine was too late is let go.
     */
    static Subject takenBackInTime(TaskWork work, Duration escalation) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Subject target = Subject.parked(Kind.VIRTUAL);
            long start = System.nanoTime();
            TaskWorks.add(target.thread, work, Notify.NONE, escalation);
            boolean cancelled = work.cancel();
            if (System.nanoTime() - start < escalation.toNanos()) {
                if (!cancelled) {
                    throw new AssertionError("escalated before its time, or not taken back");
                }
                return target;
            }
            target.release();
        }
        throw new AssertionError("this machine never cancelled within " + escalation);
    }
}

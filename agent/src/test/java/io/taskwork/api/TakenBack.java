// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.time.Duration;

/** A work that was added with an escalation, and taken back before that. */
final class TakenBack {
    private static final int ATTEMPTS = 100;

    private TakenBack() {}

    /** The parked thread it was added to. One on which a busy machine was too late is let go. */
    static Subject inTime(TaskWork work, Duration escalation) {
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

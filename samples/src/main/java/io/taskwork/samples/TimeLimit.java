// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * A deadline for the thread that makes it. When the time is over, the thread itself runs a
 * callback: at the next run point that it reaches by itself (RESUME) or, if it reaches none within
 * the grace period, where it is blocked (SIGNAL).
 */
final class TimeLimit implements AutoCloseable {
    private final TaskWork work;
    private final ScheduledFuture<?> timer;
    private boolean closed; // only its own thread uses it, also in the callback

    /** Starts the time; the callback is told by how many nanoseconds the thread is overdue. */
    TimeLimit(Duration time, Duration grace, ScheduledExecutorService timers,
            LongConsumer release) {
        Thread thread = Thread.currentThread();
        long end = System.nanoTime() + time.toNanos();
        work = TaskWork.of(() -> {
            if (!closed) {
                release.accept(System.nanoTime() - end);
            }
        });
        timer = timers.schedule(() -> TaskWorks.add(thread, work, Notify.RESUME, grace),
                time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the time limit; a callback that the timer is queueing now will do nothing. */
    @Override
    public void close() {
        closed = true;
        timer.cancel(false);
        work.cancel();
    }
}

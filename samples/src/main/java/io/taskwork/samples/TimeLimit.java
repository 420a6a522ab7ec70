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
 * A deadline of the thread that makes it. When it is over, the thread itself runs a callback: at
 * the next run point that it reaches by itself (RESUME), or if it reaches none within the grace, by
 * SIGNAL, where it is blocked.
 */
final class TimeLimit implements AutoCloseable {
    private final TaskWork work;
    private final ScheduledFuture<?> timer;
    private boolean closed; // by the thread that looks at it in the callback

    /** The callback gets how many nanoseconds the thread is overdue. */
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

    /** Done: from here on the callback does nothing, should the timer be at it just now. */
    @Override
    public void close() {
        closed = true;
        timer.cancel(false);
        work.cancel();
    }
}

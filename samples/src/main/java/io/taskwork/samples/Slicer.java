// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives time slices to virtual threads that compute. A thread that has run for longer gets a
 * SIGNAL, whose callback gives up the carrier. A platform thread checks this every millisecond.
 */
final class Slicer implements AutoCloseable {
    private static final long LOOK_NANOS = 1_000_000L;

    /** A thread that computes. */
    private final class Slice {
        private final Thread thread = Thread.currentThread();
        private final TaskWork work = TaskWork.of(this::giveUp);

        /** Since when it has had its carrier, or 0 while its callback gives the carrier up. */
        private volatile long since = System.nanoTime() | 1;

        void look(long now) {
            long begin = since;
            if (begin != 0 && now - begin > slice.toNanos()) {
                TaskWorks.ensureQueued(thread, work, Notify.SIGNAL);
            }
        }

        /** Runs on the thread itself, and returns when it has a carrier again. */
        private void giveUp() {
            since = 0;
            way.run();
            since = System.nanoTime() | 1;
        }
    }

    private final Set<Slice> running = ConcurrentHashMap.newKeySet();
    private final Duration slice;
    private final Runnable way;
    private volatile boolean closed;

    /** Takes the length of a slice and a way to give up the carrier, such as Thread::yield. */
    Slicer(Duration slice, Runnable way) {
        this.slice = slice;
        this.way = way;
        Thread.ofPlatform().name("slicer").daemon().start(() -> {
            while (!closed) {
                LockSupport.parkNanos(LOOK_NANOS);
                long now = System.nanoTime();
                running.forEach(thread -> thread.look(now));
            }
        });
    }

    /** Runs a job that computes on the current thread, in slices. */
    void run(Runnable job) {
        Slice current = new Slice();
        running.add(current);
        try {
            job.run();
        } finally {
            running.remove(current);
            current.work.cancel();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends SIGNALs to all virtual threads every millisecond, including the JDK's own, with callbacks
 * that yield, lock and park. For comparison it can interrupt the same threads instead.
 */
final class Rain {
    private static final long PERIOD_NANOS = 1_000_000L;

    private final VirtualThreads threads;
    private final ThreadLocal<?> local;
    private final boolean interrupt;

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong ran = new AtomicLong();
    private final AtomicLong ranInRequest = new AtomicLong();
    private long locked;

    Rain(VirtualThreads threads, ThreadLocal<?> local, boolean interrupt) {
        this.threads = threads;
        this.local = local;
        this.interrupt = interrupt;
    }

    /** Rains for that long, then prints {@code sent ran ranInRequest}. */
    void fall(long millis, PrintWriter out) throws ReflectiveOperationException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < millis * 1_000_000L) {
            for (Thread thread : threads.now()) {
                if (interrupt) {
                    if (!thread.getName().contains("Poller")) { // the JDK's poller would end
                        thread.interrupt();
                        sent.incrementAndGet();
                    }
                } else if (TaskWorks.add(thread, this::drop, Notify.SIGNAL)) {
                    sent.incrementAndGet();
                }
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        out.println(sent + " " + ran + " " + ranInRequest);
    }

    private void drop() {
        long count = ran.incrementAndGet();
        if (isInRequest()) {
            ranInRequest.incrementAndGet();
        }
        if (count % 16L == 0L) {
            Thread.yield();
        } else if (count % 16L == 1L) {
            LockSupport.parkNanos(10_000L);
        } else if (count % 16L == 2L) {
            lock.lock();
            try {
                locked++;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Catches exceptions, which would otherwise go to the server's own handlers. */
    private boolean isInRequest() {
        try {
            return local.get() != null;
        } catch (RuntimeException e) {
            return false; // the thread local's initial value threw it
        }
    }
}

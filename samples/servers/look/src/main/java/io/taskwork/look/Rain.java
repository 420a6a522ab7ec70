// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * SIGNALs for every virtual thread, the JDK's own included, each millisecond, with callbacks that
 * yield, lock and park. As a comparison, {@code interrupt()} for the same threads.
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

    /** For so long; then prints {@code sent ran ranInRequest}. */
    void fall(long millis, PrintWriter out) throws ReflectiveOperationException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < millis * 1_000_000L) {
            for (Thread thread : threads.now()) {
                if (interrupt) {
                    if (!thread.getName().contains("Poller")) { // the JDK's own: it would end
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

    /** What a callback throws would go to the server's own handlers. */
    private boolean isInRequest() {
        try {
            return local.get() != null;
        } catch (RuntimeException e) {
            return false; // of the initial value
        }
    }
}

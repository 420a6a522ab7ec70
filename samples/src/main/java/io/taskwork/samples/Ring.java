// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import com.sun.management.ThreadMXBean;
import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A submission queue, and the thread of the device behind it. Allocates nothing itself. */
final class Ring {
    private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AtomicReference<Request> head = new AtomicReference<>();
    private final Consumer<Request> post;
    private final Thread device =
            Thread.ofPlatform().name("device").daemon().unstarted(this::serve);
    private volatile boolean stopped;

    // The device's own; to be read after stop.
    private long posted;
    private long wakes;
    private long bytes;
    private long unparkBytes;
    private long wakeBytes;

    /** A ring whose device has completions posted in this way. */
    Ring(Consumer<Request> post) {
        this.post = post;
    }

    void start() {
        device.start();
    }

    /** The request is the device's until its completion has been posted. */
    void submit(Request request) {
        request.submitted = System.nanoTime();
        do {
            request.next = head.get();
        } while (!head.compareAndSet(request.next, request));
        if (request.next == null) {
            LockSupport.unpark(device);
        }
    }

    /** What block {@code block} of the device holds. */
    static long content(long block) {
        return (block * 0x9E3779B97F4A7C15L) >>> 40;
    }

    private void serve() {
        TaskWork nothing = TaskWork.of(() -> {});
        unparkBytes = measureWake(LockSupport::unpark);
        wakeBytes = measureWake(thread -> TaskWorks.add(thread, nothing, Notify.SIGNAL));
        while (!stopped) {
            Request batch = oldestFirst(head.getAndSet(null));
            if (batch == null) {
                LockSupport.park(this);
            }
            for (Request request; (request = batch) != null; ) {
                batch = request.next; // once posted, the request is its submitter's again
                request.answer = content(request.block);
                request.stamp = posted++;
                long before = BEAN.getCurrentThreadAllocatedBytes();
                post.accept(request);
                count(BEAN.getCurrentThreadAllocatedBytes() - before);
            }
        }
    }

    private void count(long allocated) {
        if (allocated == wakeBytes || allocated == unparkBytes) {
            wakes++;
        } else {
            bytes += allocated;
        }
    }

    /** What a platform thread allocates that wakes a parked virtual one, for its scheduler. */
    private static long measureWake(Consumer<Thread> wake) {
        Thread sleeper = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
        });
        long last = 0;
        for (int i = 0; i < 100; i++) {
            while (sleeper.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            long before = BEAN.getCurrentThreadAllocatedBytes();
            wake.accept(sleeper);
            last = BEAN.getCurrentThreadAllocatedBytes() - before;
        }
        sleeper.interrupt();
        return last;
    }

    private static Request oldestFirst(Request request) {
        Request first = null;
        while (request != null) {
            Request next = request.next;
            request.next = first;
            first = request;
            request = next;
        }
        return first;
    }

    /** Ends the device. */
    void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(device);
        device.join();
    }

    long posted() {
        return posted;
    }

    /** How many of the adds woke a parked thread. */
    long wakes() {
        return wakes;
    }

    /** Bytes that each of these allocates. */
    long wakeBytes() {
        return wakeBytes;
    }

    /** Bytes that an unpark allocates, and a wake of a thread that is about to park. */
    long unparkBytes() {
        return unparkBytes;
    }

    /** Bytes that posting allocated, for each completion, without these. */
    double bytesForEach() {
        return (double) bytes / posted;
    }
}

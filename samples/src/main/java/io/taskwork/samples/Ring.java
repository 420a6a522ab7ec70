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

/** A submission queue and the device's thread behind it. It allocates nothing itself. */
final class Ring {
    private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AtomicReference<Request> head = new AtomicReference<>();
    private final Consumer<Request> post;
    private final Thread device =
            Thread.ofPlatform().name("device").daemon().unstarted(this::serve);
    private volatile boolean stopped;

    // Only the device writes these; others read them after stop().
    private long posted;
    private long wakes;
    private long bytes;
    private long unparkBytes;
    private long wakeBytes;

    /** Makes a ring whose device posts completions in the given way. */
    Ring(Consumer<Request> post) {
        this.post = post;
    }

    void start() {
        device.start();
    }

    /** Submits a request, which belongs to the device until its completion has been posted. */
    void submit(Request request) {
        request.submitted = System.nanoTime();
        do {
            request.next = head.get();
        } while (!head.compareAndSet(request.next, request));
        if (request.next == null) {
            LockSupport.unpark(device);
        }
    }

    /** Returns what a block of the device holds. */
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
                batch = request.next; // once posted, the request belongs to its submitter again
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

    /** Returns the bytes that a platform thread allocates when it wakes a parked virtual thread. */
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

    /** Returns how many of the adds woke a parked thread. */
    long wakes() {
        return wakes;
    }

    /** Returns the bytes that each of these wakes allocates. */
    long wakeBytes() {
        return wakeBytes;
    }

    /** Returns the bytes that an unpark, or a wake of a thread about to park, allocates. */
    long unparkBytes() {
        return unparkBytes;
    }

    /** Returns the bytes that posting a completion allocates, without those of wakes. */
    double bytesForEach() {
        return (double) bytes / posted;
    }
}

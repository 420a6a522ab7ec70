// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * A virtual thread that reads blocks in plain code, several of them ahead. Its fields need no lock
 * and are not volatile, since only this thread uses them, also in completions.
 */
final class Submitter {
    static final int DEPTH = 8;

    final Thread thread;
    private final Deque<Request> idle = new ArrayDeque<>(DEPTH);
    private final long[] nanos;
    private int completed;
    private int elsewhere;
    private int outOfOrder;
    private long sum;
    private long lastStamp = -1;

    /** Makes a submitter that reads the given number of blocks. */
    Submitter(Ring ring, long first, int count) {
        nanos = new long[count];
        thread = Thread.ofVirtual().name("submitter").unstarted(() -> readAll(ring, first, count));
    }

    private void readAll(Ring ring, long first, int count) {
        for (int i = 0; i < DEPTH; i++) {
            idle.push(new Request(this));
        }
        for (long block = first; block < first + count; block++) {
            awaitIdle(1);
            Request request = idle.pop();
            request.block = block;
            ring.submit(request);
        }
        awaitIdle(DEPTH);
    }

    private void awaitIdle(int requests) {
        while (idle.size() < requests) {
            LockSupport.park(this); // completions run in here
        }
    }

    void onCompletion(Request request) {
        if (Thread.currentThread() != thread) {
            elsewhere++;
        }
        if (request.stamp <= lastStamp) {
            outOfOrder++;
        }
        lastStamp = request.stamp;
        nanos[completed++] = System.nanoTime() - request.submitted;
        sum += request.answer;
        idle.push(request);
    }

    // These are read when the thread has exited.

    int completed() {
        return completed;
    }

    int elsewhere() {
        return elsewhere;
    }

    int outOfOrder() {
        return outOfOrder;
    }

    long sum() {
        return sum;
    }

    long[] nanos() {
        return nanos;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets as many threads compute as there are turns; the others wait, parked, in order. To yield is
 * not enough: a carrier serves the queue that it took its last thread from as long as that queue is
 * not empty ({@code ForkJoinPool.runWorker}), and threads that have yielded are in it. Therefore
 * there is a gap between two turns, in which the carrier finds that queue empty and looks at all
 * the others.
 */
final class Turns implements AutoCloseable {
    /** A hundredth of a slice, which is long enough for a thread to unmount. */
    private static final long GAP_NANOS = 100_000L;

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean turn;
    }

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger free;
    private final Thread dispatcher;
    private volatile boolean closed;

    Turns(int turns) {
        free = new AtomicInteger(turns);
        dispatcher = Thread.ofPlatform().name("turns").daemon().start(() -> {
            while (!closed) {
                LockSupport.park(this);
                LockSupport.parkNanos(this, GAP_NANOS);
                dispatch();
            }
        });
    }

    private void dispatch() {
        while (free.get() > 0) {
            Waiter next = waiters.poll();
            if (next == null) {
                return;
            }
            free.decrementAndGet();
            next.turn = true;
            LockSupport.unpark(next.thread);
        }
    }

    /** Waits for a turn. */
    void take() {
        Waiter waiter = new Waiter();
        waiters.add(waiter);
        LockSupport.unpark(dispatcher);
        while (!waiter.turn) {
            LockSupport.park(this);
        }
    }

    /** Ends a turn. */
    void leave() {
        free.incrementAndGet();
        LockSupport.unpark(dispatcher);
    }

    /** Ends a turn, and waits for the next one. */
    void handOver() {
        leave();
        take();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(dispatcher);
    }
}

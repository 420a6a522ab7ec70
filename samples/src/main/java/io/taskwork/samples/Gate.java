// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gate where threads are blocked until they are let through, each in one of the JDK's own ways.
 * None of them polls; a thread that does anything else meanwhile was woken for it.
 */
final class Gate {
    /** The ways to be blocked. */
    enum Way { PARK, SLEEP, TAKE, LOCK }

    /** How long a thread that ticks is blocked at a time. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final BlockingQueue<Gate> passes = new LinkedBlockingQueue<>();
    private final Queue<Thread> parked = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> asleep = new ConcurrentLinkedQueue<>();
    private volatile boolean open;

    /** Makes a closed gate. The current thread has to open it. */
    Gate() {
        lock.lock();
    }

    /**
     * Blocks until the gate is open.
     *
     * @throws IllegalStateException if the blocking call ended before that
     */
    void pass(Way way) {
        switch (way) {
            case PARK -> parkUntilOpen();
            case SLEEP -> sleepUntilOpen();
            case TAKE -> takePass();
            case LOCK -> {
                lock.lock();
                lock.unlock();
            }
        }
        if (!open) {
            throw new IllegalStateException(way + " ended although the gate is closed");
        }
    }

    /** Waits for the gate to open, and resumes regularly meanwhile. */
    void passTicking() {
        while (!open) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Lets all threads through. */
    void open() {
        open = true;
        lock.unlock();
        passes.add(this);
        parked.forEach(LockSupport::unpark);
        asleep.forEach(Thread::interrupt);
    }

    private void parkUntilOpen() {
        parked.add(Thread.currentThread());
        while (!open) {
            LockSupport.park(this);
        }
    }

    private void sleepUntilOpen() {
        asleep.add(Thread.currentThread());
        try {
            if (!open) {
                Thread.sleep(Duration.ofDays(1));
            }
        } catch (InterruptedException e) {
            // This is how open() ends a sleep.
        }
    }

    private void takePass() {
        try {
            passes.add(passes.take());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

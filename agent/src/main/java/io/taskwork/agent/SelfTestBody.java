// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a thread of the self-test, which blocks in a call. A thread that got no carrier in
 * time is left behind and may run at any later time; it then ends without blocking.
 */
final class SelfTestBody implements Runnable, Thread.UncaughtExceptionHandler {
    static final String PARK = "LockSupport.park";
    static final String LOCK = "ReentrantLock.lock";
    static final String WAIT = "Object.wait";

    final String call;
    final CountDownLatch started = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean abandoned;

    SelfTestBody(String call) {
        this.call = call;
    }

    /** Takes the lock if the test is about it, so that its thread blocks. */
    void hold() {
        if (call.equals(LOCK)) {
            lock.lock();
        }
    }

    void release() {
        if (lock.isHeldByCurrentThread()) {
            lock.unlock();
        }
    }

    /** Gives the thread up: nobody waits for it any more. Nothing happens if it has ended. */
    void abandon(Thread thread) {
        abandoned = true;
        release();
        thread.interrupt(); // ends park and Object.wait
    }

    @Override
    @SuppressWarnings("LockNotBeforeTry") // there is nothing between lock and unlock
    public void run() {
        started.countDown();
        if (abandoned) {
            return;
        }
        switch (call) {
            case PARK -> LockSupport.park();
            case LOCK -> {
                lock.lock();
                lock.unlock();
            }
            default -> await();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // it is to end with the first wake
    private synchronized void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            // abandoned
        }
    }

    /** Prints nothing. */
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {}
}

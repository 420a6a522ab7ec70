// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tries the hooks on real virtual threads, once they are woven. Without lambdas: premain waits for
 * this, and each of them takes a millisecond to link.
 */
public final class SelfTest {
    private static final String PARK = "LockSupport.park";
    private static final String LOCK = "ReentrantLock.lock";
    private static final String WAIT = "Object.wait";
    private static final int SIGNAL = 2;
    private static final int NONE = 0;
    private static final int LIMIT_SECONDS = 20;

    private SelfTest() {}

    public static void run() throws Refusal {
        signal(new Blocked(PARK));
        Blocked locking = new Blocked(LOCK);
        locking.lock.lock();
        signal(locking);
        signal(new Blocked(WAIT));
    }

    /** A SIGNAL runs on the blocked thread, a NONE at its exit, and a later add is refused. */
    private static void signal(Blocked blocked) throws Refusal {
        Callback signalled = new Callback();
        Callback atExit = new Callback();
        Thread thread = Thread.ofVirtual().unstarted(blocked);
        thread.setUncaughtExceptionHandler(blocked);
        Entry.addCallback(thread, atExit, NONE);
        thread.start();
        try {
            while (thread.getState() != Thread.State.WAITING) {
                if (!thread.isAlive()) {
                    throw new Refusal("self-test: " + blocked.call + " did not block");
                }
                Thread.onSpinWait();
            }
            Entry.addCallback(thread, signalled, SIGNAL);
            if (!signalled.ran.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal(
                        "self-test: a SIGNAL did not reach a thread in " + blocked.call);
            }
            if (blocked.lock.isHeldByCurrentThread()) {
                blocked.lock.unlock();
            }
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        } catch (InterruptedException e) {
            throw new Refusal("self-test interrupted");
        }
        if (signalled.on != thread || signalled.times != 1
                || atExit.on != thread || atExit.times != 1
                || Entry.addCallback(thread, new Callback(), NONE)) {
            throw new Refusal("self-test: " + blocked.call + " did not end as it should");
        }
    }

    /** The body of a thread that blocks in a call. */
    private static final class Blocked implements Runnable, Thread.UncaughtExceptionHandler {
        final String call;
        final ReentrantLock lock = new ReentrantLock();

        Blocked(String call) {
            this.call = call;
        }

        @Override
        public void run() {
            switch (call) {
                case PARK -> LockSupport.park();
                case LOCK -> {
                    lock.lock();
                    lock.unlock();
                }
                default -> await();
            }
        }

        private synchronized void await() {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Prints nothing. */
        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {}
    }

    /** Where it ran, and how often. Read after it ran, and once its thread has ended. */
    private static final class Callback implements Runnable {
        final CountDownLatch ran = new CountDownLatch(1);
        Thread on;
        int times;

        @Override
        public void run() {
            on = Thread.currentThread();
            times++;
            ran.countDown();
        }
    }
}

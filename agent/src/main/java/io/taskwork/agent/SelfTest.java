// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Tries the hooks on real virtual threads, once they are woven. */
public final class SelfTest {
    private static final int SIGNAL = 2;
    private static final int NONE = 0;
    private static final int LIMIT_SECONDS = 20;

    private SelfTest() {}

    public static void run() throws Refusal {
        signal("LockSupport.park", LockSupport::park);
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        signal("ReentrantLock.lock", () -> {
            lock.lock();
            lock.unlock();
        }, lock::unlock);
        Object monitor = new Object();
        signal("Object.wait", () -> {
            synchronized (monitor) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static void signal(String call, Runnable blocking) throws Refusal {
        signal(call, blocking, () -> {});
    }

    /** A SIGNAL runs on the blocked thread, a NONE at its exit, and a later add is refused. */
    private static void signal(String call, Runnable blocking, Runnable release) throws Refusal {
        CountDownLatch signalled = new CountDownLatch(1);
        AtomicReference<Thread> ranOn = new AtomicReference<>();
        AtomicInteger atExit = new AtomicInteger();
        Thread thread = Thread.ofVirtual().unstarted(blocking);
        thread.setUncaughtExceptionHandler((t, e) -> {});
        Entry.addCallback(thread, atExit::incrementAndGet, NONE);
        thread.start();
        try {
            while (thread.getState() != Thread.State.WAITING) {
                if (!thread.isAlive()) {
                    throw new Refusal("self-test: " + call + " did not block");
                }
                Thread.onSpinWait();
            }
            Entry.addCallback(thread, () -> {
                ranOn.set(Thread.currentThread());
                signalled.countDown();
            }, SIGNAL);
            if (!signalled.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal("self-test: a SIGNAL did not reach a thread in " + call);
            }
            release.run();
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        } catch (InterruptedException e) {
            throw new Refusal("self-test interrupted");
        }
        if (ranOn.get() != thread || atExit.get() != 1
                || Entry.addCallback(thread, () -> {}, NONE)) {
            throw new Refusal("self-test: " + call + " did not end as it should");
        }
    }
}

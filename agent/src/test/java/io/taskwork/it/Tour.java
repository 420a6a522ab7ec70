// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A program that comes by all run points, for tests of how the JVM was started. */
public final class Tour {
    /** How many works a tour has: start, yield, exit, and one for each blocking call. */
    static final int WORKS = 9;

    private final boolean withWorks;
    private final AtomicInteger ran = new AtomicInteger();
    private final Runnable callback = ran::incrementAndGet;

    private Tour(boolean withWorks) {
        this.withWorks = withWorks;
    }

    /** Prints one line if all is well. */
    public static void main(String[] args) {
        System.out.println(TaskWorks.status().state() + " " + once(true));
    }

    /**
     * One tour.
     *
     * @param withWorks or the same calls without a work
     * @return how many callbacks ran
     */
    static int once(boolean withWorks) {
        Tour tour = new Tour(withWorks);
        tour.life();
        tour.calls();
        return tour.ran.get();
    }

    private void add(Thread thread, Notify mode) {
        if (withWorks) {
            TaskWorks.add(thread, callback, mode);
        }
    }

    private void life() {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            add(Thread.currentThread(), Notify.RESUME);
            Thread.yield();
            add(Thread.currentThread(), Notify.NONE);
        });
        add(thread, Notify.RESUME);
        thread.start();
        Await.ended(thread);
    }

    private interface Call {
        void call() throws InterruptedException;
    }

    private interface Release {
        void release(Thread thread);
    }

    private void calls() {
        blocked(LockSupport::park, LockSupport::unpark);
        blocked(Tour::sleepUntilInterrupted, Thread::interrupt);
        CountDownLatch latch = new CountDownLatch(1);
        blocked(latch::await, thread -> latch.countDown());
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        blocked(() -> {
            lock.lock();
            lock.unlock();
        }, thread -> lock.unlock());
        Condition condition = lock.newCondition();
        blocked(() -> {
            lock.lock();
            condition.await();
            lock.unlock();
        }, thread -> {
            lock.lock();
            condition.signal();
            lock.unlock();
        });
        Object monitor = new Object();
        blocked(() -> {
            synchronized (monitor) {
                monitor.wait();
            }
        }, thread -> {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        });
    }

    /** A short sleep could end before a busy machine has looked at it. */
    private static void sleepUntilInterrupted() {
        try {
            Thread.sleep(3_600_000);
        } catch (InterruptedException e) {
            // as it should be
        }
    }

    private void blocked(Call call, Release release) {
        int after = ran.get() + (withWorks ? 1 : 0);
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                call.call();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Await.blocked(thread);
        add(thread, Notify.SIGNAL);
        Await.until("a SIGNAL did not run", () -> ran.get() == after);
        release.release(thread);
        Await.ended(thread);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A platform thread whose methods count, throw, lie and take a lock that somebody else holds. As a
 * program it sends one SIGNAL and one interrupt to such a thread.
 */
final class StubbornThread extends Thread {
    final AtomicInteger interrupts = new AtomicInteger();
    final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile boolean over;
    volatile boolean lies;

    StubbornThread() {
        super("stubborn");
        setDaemon(true);
        setUncaughtExceptionHandler((thread, e) -> {});
    }

    @Override
    public void run() {
        while (!over) {
            LockSupport.park();
            if (Thread.interrupted()) {
                interrupted.countDown();
            }
        }
    }

    @Override
    public void interrupt() {
        interrupts.incrementAndGet();
        lock.lock();
        try {
            super.interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void lie(String method) {
        if (lies) {
            throw new IllegalStateException(method + " was asked");
        }
    }

    @Override
    public boolean isInterrupted() {
        lie("isInterrupted");
        return super.isInterrupted();
    }

    @Override
    public State getState() {
        lie("getState");
        return super.getState();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
        lie("getStackTrace");
        return super.getStackTrace();
    }

    @Override
    public UncaughtExceptionHandler getUncaughtExceptionHandler() {
        lie("getUncaughtExceptionHandler");
        return super.getUncaughtExceptionHandler();
    }

    @Override
    public String toString() {
        lie("toString");
        return super.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StubbornThread;
    }

    @Override
    public int hashCode() {
        lie("hashCode");
        return 1;
    }

    static StubbornThread parked() {
        StubbornThread thread = new StubbornThread();
        thread.start();
        Await.blocked(thread);
        thread.lies = true;
        return thread;
    }

    void end() {
        over = true;
        LockSupport.unpark(this);
        lies = false;
        Await.ended(this);
    }

    /**
     * Interrupts the thread during a callback, so that the drain has to set the interrupt again,
     * while a lock is held that the overridden method takes. Returns how often the thread saw it.
     */
    int interruptsOfOne() {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TaskWorks.add(this, () -> {
            runs.countDown();
            Await.passed("go on", goOn);
        }, Notify.SIGNAL);
        Await.passed("does not run", runs);
        interrupt();
        lock.lock();
        try {
            goOn.countDown();
            Await.passed("the interrupt is lost, or the thread waits for a lock", interrupted);
        } finally {
            lock.unlock();
        }
        return interrupts.get();
    }

    Reach reachesAndCalls() {
        Reach reach = TaskWorks.reach(this);
        Thread other = parked();
        Map<Thread, CompletableFuture<Thread>> all = TaskWorks.callAll(
                List.of(this, other), Thread::currentThread, Notify.SIGNAL);
        Await.require(all.size() == 2, "merged");
        Await.require(Await.value(all.get(this)) == this, "not itself");
        Await.require(Await.value(all.get(other)) == other, "not the other");
        ((StubbornThread) other).end();
        ((StubbornThread) other).lies = true;
        Await.failure(TaskWorks.call(other, () -> 1, Notify.SIGNAL));
        return reach;
    }

    public static void main(String[] args) {
        StubbornThread thread = parked();
        System.out.println("interrupts: " + thread.interruptsOfOne());
        thread.end();
    }
}

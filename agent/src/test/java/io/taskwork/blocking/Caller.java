// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A virtual thread in the call of a scene; every wait for it has a limit. */
final class Caller {
    /** Says that the limit was reached: the thread hangs, or a callback does not run. */
    static final class Stuck extends AssertionError {
        private static final long serialVersionUID = 1L;

        Stuck(String message) {
            super(message);
        }
    }

    /** A callback on the thread. */
    final class Callback implements Runnable {
        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch finished = new CountDownLatch(1);
        volatile Row.Where where;
        private final Scene.Step step;

        Callback(Scene.Step step) {
            this.step = step;
        }

        @Override
        public void run() {
            if (started.getCount() == 0) {
                failures.add("a callback ran twice");
            }
            if (Thread.currentThread() != thread) {
                failures.add("a callback ran on " + Thread.currentThread());
            }
            where = whereAmI();
            started.countDown();
            try {
                step.run();
            } catch (Throwable e) {
                failures.add("the callback failed: " + e);
            }
            finished.countDown();
        }

        boolean startedWithin(long millis) throws InterruptedException {
            return started.await(millis, TimeUnit.MILLISECONDS);
        }
    }

    final Thread thread;
    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Subject subject;
    private final Scene scene;
    private final long limitNanos;
    private volatile long tookNanos;

    Caller(Scene scene, Duration limit) {
        this.scene = scene;
        limitNanos = limit.toNanos();
        subject = Subject.unstarted(this::body);
        thread = subject.thread;
        thread.setName("caller");
        thread.setUncaughtExceptionHandler((t, e) -> failures.add("uncaught: " + e));
    }

    /** Returns what the call returned, or the simple name of what it threw. */
    private Object body() {
        long start = System.nanoTime();
        Object given;
        try {
            given = scene.call();
        } catch (Throwable e) {
            given = e.getClass().getSimpleName();
        }
        tookNanos = System.nanoTime() - start;
        return given;
    }

    Caller start() {
        thread.start();
        awaitBlocked();
        return this;
    }

    void awaitBlocked() {
        await("the thread does not block", () -> hasReturned() || scene.isBlocked(thread));
        if (hasReturned()) {
            throw new AssertionError("the call returned " + awaitEnd());
        }
    }

    Callback add(Notify notify, Scene.Step step) {
        Callback callback = new Callback(step);
        if (!TaskWorks.add(thread, callback, notify)) {
            throw new AssertionError("the add was refused");
        }
        return callback;
    }

    /** Returns null if the thread has ended. */
    Callback tryAdd(Notify notify, Scene.Step step) {
        Callback callback = new Callback(step);
        return TaskWorks.add(thread, callback, notify) ? callback : null;
    }

    /** Waits until there is nothing left that a callback does before the release. */
    void awaitFinishOrBlocked(Callback callback) {
        await("a callback does not start", () -> callback.started.getCount() == 0);
        await("a callback neither ends nor blocks",
                () -> callback.finished.getCount() == 0 || Await.isBlocked(thread));
    }

    void awaitFinish(Callback callback) {
        await("a callback does not end", () -> callback.finished.getCount() == 0);
    }

    /** Waits for the thread's end, and returns what the call gave. */
    Object awaitEnd() {
        await("the call does not return", () -> thread.getState() == Thread.State.TERMINATED);
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.toString());
        }
        return subject.result();
    }

    boolean hasReturned() {
        return subject.isOver();
    }

    long tookNanos() {
        return tookNanos;
    }

    private void await(String otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limitNanos;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new Stuck(otherwise + "; it is " + thread.getState() + " in "
                        + String.join("\n  ", trace()) + "\n" + failures);
            }
            LockSupport.parkNanos(50_000);
        }
    }

    private String[] trace() {
        StackTraceElement[] trace = thread.getStackTrace();
        String[] lines = new String[trace.length];
        for (int i = 0; i < trace.length; i++) {
            lines[i] = trace[i].toString();
        }
        return lines;
    }

    /** Returns where the callback runs, by the JDK's own frames under it. */
    private Row.Where whereAmI() {
        if (hasReturned()) {
            return Row.Where.AFTER;
        }
        boolean queued = false;
        for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
            String type = frame.getClassName();
            if (type.equals("java.lang.Object") && frame.getMethodName().equals("wait")) {
                return Row.Where.WAIT_EXIT;
            }
            if (type.equals("java.lang.VirtualThread")
                    && frame.getMethodName().equals("tryYield")) {
                return Row.Where.YIELD;
            }
            queued |= type.startsWith("java.util.concurrent.locks.AbstractQueued");
        }
        return queued ? Row.Where.QUEUE : Row.Where.IN_PLACE;
    }
}

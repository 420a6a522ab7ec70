// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A program that passes all run points, for tests of how the JVM was started. */
public final class Tour {
    /** The number of works in a tour: start, yield, exit, and one for each blocking call. */
    public static final int WORKS = 9;

    /**
     * The number of further works in the long tour: one for each blocking call of platform threads
     * (4), and those of the other ways to add a work (9).
     */
    public static final int MORE_WORKS = 15;

    private static final RuntimeException MINE = new IllegalStateException("the tour's own");

    private final boolean withWorks;
    private boolean virtual;
    private final AtomicInteger ran = new AtomicInteger();
    private final Runnable callback = ran::incrementAndGet;
    private final Callable<Integer> call = this::count;

    private Tour(boolean withWorks) {
        this.withWorks = withWorks;
    }

    /** Prints one line if all is well. */
    public static void main(String[] args) {
        System.out.println(TaskWorks.status().state() + " " + once(true));
    }

    /**
     * Makes one tour.
     *
     * @param withWorks whether works are added; otherwise the same calls are made without a work
     * @return how many callbacks ran
     */
    public static int once(boolean withWorks) {
        Tour tour = new Tour(withWorks);
        tour.life();
        tour.calls(true);
        return tour.ran.get();
    }

    /** Does the same as {@link #once}, then tours platform threads and the rest of the API. */
    public static int inFull(boolean withWorks) {
        Tour tour = new Tour(withWorks);
        tour.life();
        tour.calls(true);
        tour.calls(false);
        tour.ways();
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

    private void calls(boolean virtual) {
        this.virtual = virtual;
        blocked(LockSupport::park, LockSupport::unpark);
        if (virtual) {
            blocked(Tour::sleepUntilInterrupted, Thread::interrupt);
        }
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
        if (!virtual) {
            return; // in Object.wait and sleep a platform thread has no run point
        }
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

    /**
     * Waits for the thread to block; a short sleep could end before a busy machine has looked at
     * it.
     */
    private static void sleepUntilInterrupted() {
        try {
            Thread.sleep(3_600_000);
        } catch (InterruptedException e) {
            // as it should be
        }
    }

    /** Calls the rest of the API, on a thread that parks and on the thread itself. */
    private void ways() {
        AtomicInteger rounds = new AtomicInteger();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            while (rounds.get() == 0) {
                LockSupport.park();
            }
            try (Mask mask = TaskWorks.mask()) {
                add(Thread.currentThread(), Notify.RESUME);
                Thread.yield();
            }
        });
        thread.start();
        Await.blocked(thread);
        TaskWorks.reach(thread);
        new CompletableFuture<Integer>().completeOnTimeout(1, 5, TimeUnit.MILLISECONDS).join();
        if (withWorks) {
            TaskWorks.call(thread, call, Notify.SIGNAL).join();
            TaskWorks.callAll(List.of(thread), call, Notify.SIGNAL).get(thread).join();
            ranOnce(() -> TaskWorks.executor(thread, Notify.SIGNAL).execute(callback));
            ranOnce(() -> TaskWorks.add(
                    thread, TaskWork.of(callback), Notify.NONE, Duration.ofMillis(1)));
            TaskWork work = TaskWork.of(callback);
            TaskWorks.add(thread, work, Notify.NONE);
            TaskWorks.cancelMatching(thread, queued -> queued == callback);
            if (work.cancel()) {
                throw new IllegalStateException("was taken back before");
            }
            ranOnce(() -> {
                TaskWorks.ensureQueued(thread, work, Notify.NONE);
                TaskWorks.add(thread, callback, Notify.NONE);
                TaskWorks.cancelAllMatching(thread, queued -> queued == callback);
                TaskWorks.ensureQueued(thread, TaskWork.of(callback), Notify.SIGNAL);
            });
            TaskWorks.onExit(thread, callback);
            interrupts(thread);
            throwing(thread);
        }
        rounds.incrementAndGet();
        LockSupport.unpark(thread);
        Await.ended(thread);
    }

    private int count() {
        return ran.incrementAndGet();
    }

    private void ranOnce(Runnable add) {
        int after = ran.get() + 1;
        add.run();
        Await.until("a work did not run", () -> ran.get() == after);
    }

    /** Makes and takes interrupts in callbacks. */
    private void interrupts(Thread thread) {
        ranOnce(() -> TaskWorks.add(thread, () -> {
            Thread.currentThread().interrupt();
            LockSupport.park();
            count();
        }, Notify.SIGNAL));
        ranOnce(() -> TaskWorks.add(thread, () -> {
            Thread.currentThread().interrupt();
            Thread.interrupted();
            count();
        }, Notify.SIGNAL));
    }

    private void throwing(Thread thread) {
        thread.setUncaughtExceptionHandler((t, e) -> count());
        ranOnce(() -> TaskWorks.add(thread, () -> {
            throw MINE;
        }, Notify.SIGNAL));
        Await.blocked(thread);
        Thread never = Thread.ofVirtual().unstarted(() -> {});
        TaskWorks.pending(never);
        Thread runs = Thread.ofVirtual().unstarted(() -> {
            TaskWorks.run();
        });
        ranOnce(() -> {
            TaskWorks.add(runs, callback, Notify.NONE);
            runs.start();
        });
        Await.ended(runs);
    }

    private void blocked(Call call, Release release) {
        int after = ran.get() + (withWorks ? 1 : 0);
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
        Thread thread = builder.start(() -> {
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

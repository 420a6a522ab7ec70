// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.lang.reflect.Constructor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads whose scheduler refuses to run them when a SIGNAL wakes them, and runs them later after
 * all. This is a program of its own, and needs {@code java.lang} opened.
 */
final class Schedulers {
    /** A scheduler that refuses while it is told to, but keeps what it refused. */
    private static final class Refusing implements Executor {
        final ExecutorService carrier = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().factory()); // so that a failed program ends
        final Queue<Runnable> refused = new ConcurrentLinkedQueue<>();
        volatile boolean refuses;

        @Override
        public void execute(Runnable task) {
            if (refuses) {
                refused.add(task);
                throw new RejectedExecutionException("full");
            }
            carrier.execute(task);
        }

        void accept() {
            refuses = false;
            for (Runnable task; (task = refused.poll()) != null; ) {
                carrier.execute(task);
            }
        }
    }

    private Schedulers() {}

    public static void main(String[] args) throws Exception {
        for (Spot spot : Spot.all()) {
            // Before JDK 24 a wait keeps its carrier, and no scheduler is asked to wake it.
            if (!spot.isMonitor() || Runtime.version().feature() >= 24) {
                wake(spot);
            }
        }
        passedTurn();
        System.out.println("done");
        System.exit(0);
    }

    private static Thread thread(Executor scheduler, Runnable body) throws Exception {
        Constructor<?> constructor = Class.forName("java.lang.VirtualThread")
                .getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
        constructor.setAccessible(true);
        return (Thread) constructor.newInstance(scheduler, "refused", 0, body);
    }

    /**
     * Checks that the adds are true, throw nothing, and that the works run once, when the thread
     * runs again.
     */
    private static void wake(Spot spot) throws Exception {
        Refusing scheduler = new Refusing();
        Throwable[] thrown = {null};
        Thread thread = thread(scheduler, () -> {
            try {
                spot.block().run();
            } catch (Throwable e) {
                thrown[0] = e;
            }
        });
        thread.start();
        Await.blocked(thread);
        AtomicInteger ran = new AtomicInteger();
        TaskWork work = TaskWork.of(ran::incrementAndGet);
        scheduler.refuses = true;
        Await.require(TaskWorks.add(thread, work, Notify.SIGNAL), spot + ": add is false");
        Await.require(TaskWorks.add(thread, ran::incrementAndGet, Notify.SIGNAL), "second add");
        Await.require(work.state() == TaskWork.State.QUEUED && ran.get() == 0, spot + ": not kept");
        scheduler.accept();
        Await.until(spot + ": lost", () -> ran.get() == 2);
        Await.blocked(thread);
        TaskWorks.add(thread, work, Notify.SIGNAL); // a later one wakes as usual
        Await.until(spot + ": muted", () -> ran.get() == 3);
        spot.release().run();
        LockSupport.unpark(thread);
        Await.ended(thread);
        Await.require(thrown[0] == null, spot + ": " + thrown[0]);
        spot.sound().run();
        scheduler.carrier.shutdown();
    }

    /**
     * The turn of a busy thread passes on to one whose scheduler is full. Whoever passes it, which
     * here is the keeper, continues, and the thread gets the lock when its scheduler has room.
     */
    private static void passedTurn() throws Exception {
        Refusing scheduler = new Refusing();
        ReentrantLock lock = new ReentrantLock(true);
        AtomicInteger got = new AtomicInteger();
        Runnable body = () -> {
            lock.lock();
            got.incrementAndGet();
            lock.unlock();
        };
        lock.lock();
        Thread busy = Thread.startVirtualThread(body);
        Await.until("queued", () -> lock.hasQueuedThread(busy));
        Thread next = thread(scheduler, body);
        next.start();
        Await.until("queued", () -> lock.hasQueuedThread(next));
        Await.blocked(next);
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch out = new CountDownLatch(1);
        TaskWorks.add(busy, () -> {
            in.countDown();
            try {
                out.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, Notify.SIGNAL);
        in.await();
        scheduler.refuses = true;
        lock.unlock();
        Await.until("the turn did not pass on", () -> !scheduler.refused.isEmpty());
        scheduler.accept();
        Await.ended(next);
        out.countDown();
        Await.ended(busy);
        Await.require(got.get() == 2 && !lock.hasQueuedThreads(), "the lock is not sound");
        scheduler.carrier.shutdown();
    }
}

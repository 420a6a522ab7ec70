// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * Blocking calls of a platform thread that rest on park, what releases them, and what they give.
 */
record PlatformCalls(String name, Subject.Body blocking, Runnable release, Object result) {
    static Stream<PlatformCalls> all() {
        // From JDK 27 on this is an Object.wait, which is no run point of a platform thread.
        Stream<PlatformCalls> join = Runtime.version().feature() < 27
                ? Stream.of(joinOfAVirtualThread()) : Stream.empty();
        return Stream.concat(join, Stream.of(
                lock("ReentrantLock", new ReentrantLock()),
                lock("fair ReentrantLock", new ReentrantLock(true)),
                lock("read-write lock", new ReentrantReadWriteLock().writeLock()),
                condition(), semaphore(), latch(), barrier(), phaser(), exchanger(),
                take("LinkedBlockingQueue", new LinkedBlockingQueue<>()),
                take("ArrayBlockingQueue", new ArrayBlockingQueue<>(1)),
                take("LinkedBlockingDeque", new LinkedBlockingDeque<>()),
                take("SynchronousQueue", new SynchronousQueue<>()),
                take("LinkedTransferQueue", new LinkedTransferQueue<>()),
                future(), futureTask(), timed()));
    }

    private static PlatformCalls lock(String name, Lock lock) {
        lock.lock();
        return new PlatformCalls(name, () -> {
            lock.lock();
            lock.unlock();
            return "locked";
        }, lock::unlock, "locked");
    }

    private static PlatformCalls condition() {
        Lock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        return new PlatformCalls("Condition.await", () -> {
            lock.lock();
            try {
                condition.await();
                return "signalled";
            } finally {
                lock.unlock();
            }
        }, () -> {
            lock.lock();
            condition.signal();
            lock.unlock();
        }, "signalled");
    }

    private static PlatformCalls semaphore() {
        Semaphore semaphore = new Semaphore(0);
        return new PlatformCalls("Semaphore.acquire", () -> {
            semaphore.acquire();
            return semaphore.availablePermits();
        }, semaphore::release, 0);
    }

    private static PlatformCalls latch() {
        CountDownLatch latch = new CountDownLatch(1);
        return new PlatformCalls("CountDownLatch.await", () -> {
            latch.await();
            return latch.getCount();
        }, latch::countDown, 0L);
    }

    private static PlatformCalls barrier() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        return new PlatformCalls("CyclicBarrier.await", barrier::await, () -> {
            try {
                barrier.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }, 1);
    }

    private static PlatformCalls phaser() {
        Phaser phaser = new Phaser(1);
        return new PlatformCalls(
                "Phaser.awaitAdvance", () -> phaser.awaitAdvance(0), phaser::arrive, 1);
    }

    private static PlatformCalls exchanger() {
        Exchanger<String> exchanger = new Exchanger<>();
        return new PlatformCalls("Exchanger", () -> exchanger.exchange("mine"), () -> {
            try {
                exchanger.exchange("yours");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }, "yours");
    }

    private static PlatformCalls take(String name, BlockingQueue<String> queue) {
        return new PlatformCalls(name + ".take", queue::take, () -> {
            try {
                queue.put("item");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }, "item");
    }

    private static PlatformCalls future() {
        CompletableFuture<String> future = new CompletableFuture<>();
        return new PlatformCalls(
                "CompletableFuture.get", future::get, () -> future.complete("value"), "value");
    }

    private static PlatformCalls futureTask() {
        FutureTask<String> task = new FutureTask<>(() -> "value");
        return new PlatformCalls("FutureTask.get", task::get, task, "value");
    }

    private static PlatformCalls timed() {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        return new PlatformCalls("poll with a time", () -> queue.poll(10, TimeUnit.MINUTES),
                () -> queue.add("item"), "item");
    }

    private static PlatformCalls joinOfAVirtualThread() {
        Subject other = Subject.parked(Kind.VIRTUAL);
        return new PlatformCalls("join of a virtual thread", () -> {
            other.thread.join();
            return "joined";
        }, other::release, "joined");
    }
}

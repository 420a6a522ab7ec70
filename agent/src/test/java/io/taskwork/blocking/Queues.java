// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Queues of the JDK in which one thread stands behind another. */
final class Queues {
    /**
     * A queue with two threads in it.
     *
     * @param first what the first thread does: it waits and leaves
     * @param second what the second thread does
     * @param open brings the first its turn; nothing more comes before the second is through
     * @param openAgain what the first may need afterwards
     */
    record Queue(Scene.Step first, Scene.Step second, Scene.Step open, Scene.Step openAgain) {}

    /** Sets one up. */
    interface Maker {
        Queue make() throws Exception;
    }

    /** A maker with a name. */
    record Named(String name, Maker maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Queues() {}

    static List<Named> all() {
        return List.of(
                new Named("plain lock", () -> lock(new ReentrantLock())),
                new Named("fair lock", () -> lock(new ReentrantLock(true))),
                new Named("lock on the Long twin", () -> lock(new LongMutex())),
                new Named("plain semaphore", () -> semaphore(false)),
                new Named("fair semaphore", () -> semaphore(true)),
                new Named("writer before writer", () -> lock(
                        new ReentrantReadWriteLock().writeLock())),
                new Named("writer before reader", () -> readWrite(true, false)),
                new Named("reader before writer", () -> readWrite(false, true)),
                new Named("reader before reader", () -> readWrite(false, false)),
                new Named("latch", Queues::latch),
                new Named("condition, signalAll", () -> signalAll(new ReentrantLock())),
                new Named("condition of a fair lock, signalAll",
                        () -> signalAll(new ReentrantLock(true))),
                new Named("condition of the Long twin, signalAll",
                        () -> signalAll(new LongMutex())),
                new Named("condition before lock", Queues::conditionBeforeLock));
    }

    private static Queue lock(Lock lock) {
        lock.lock();
        return new Queue(() -> cycle(lock), () -> cycle(lock), lock::unlock, () -> {});
    }

    private static Queue semaphore(boolean fair) {
        Semaphore semaphore = new Semaphore(0, fair);
        Scene.Step cycle = () -> {
            semaphore.acquire();
            semaphore.release();
        };
        return new Queue(cycle, cycle, semaphore::release, () -> {});
    }

    private static Queue readWrite(boolean firstWrites, boolean secondWrites) {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
        lock.writeLock().lock();
        Lock first = firstWrites ? lock.writeLock() : lock.readLock();
        Lock second = secondWrites ? lock.writeLock() : lock.readLock();
        return new Queue(
                () -> cycle(first), () -> cycle(second), lock.writeLock()::unlock, () -> {});
    }

    private static Queue latch() {
        CountDownLatch latch = new CountDownLatch(1);
        return new Queue(latch::await, latch::await, latch::countDown, () -> {});
    }

    private static Queue signalAll(Lock lock) {
        Condition condition = lock.newCondition();
        Scene.Step wait = () -> await(lock, condition);
        return new Queue(wait, wait, () -> {
            lock.lock();
            condition.signalAll();
            lock.unlock();
        }, () -> {});
    }

    /** The first is signalled; the second only wants the lock, which is free by then. */
    private static Queue conditionBeforeLock() {
        ReentrantLock lock = new ReentrantLock(true);
        Condition condition = lock.newCondition();
        Condition never = lock.newCondition();
        return new Queue(() -> await(lock, condition), () -> {
            lock.lock();
            try {
                // so that it blocks before, and then is behind the first
                never.awaitNanos(50_000_000);
            } finally {
                lock.unlock();
            }
        }, () -> {
            lock.lock();
            condition.signal();
            lock.unlock();
        }, () -> {});
    }

    private static void await(Lock lock, Condition condition) throws InterruptedException {
        lock.lock();
        try {
            condition.await();
        } finally {
            lock.unlock();
        }
    }

    private static void cycle(Lock lock) {
        lock.lock();
        lock.unlock();
    }
}

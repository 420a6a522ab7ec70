// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.taskwork.blocking.Row.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/** Rows of locks. The callback takes the lock for which its thread waits. */
final class LockRows {
    private LockRows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        add(rows, "ReentrantLock", ReentrantLock::new, Where.QUEUE);
        add(rows, "ReentrantLock(fair)", () -> new ReentrantLock(true), Where.QUEUE);
        add(rows, "ReentrantReadWriteLock.writeLock()",
                () -> new ReentrantReadWriteLock().writeLock(), Where.QUEUE);
        add(rows, "ReentrantReadWriteLock(fair).writeLock()",
                () -> new ReentrantReadWriteLock(true).writeLock(), Where.QUEUE);
        add(rows, "AbstractQueuedLongSynchronizer lock", LongMutex::new, Where.QUEUE);
        addReadLock(rows, "ReentrantReadWriteLock.readLock()", false);
        addReadLock(rows, "ReentrantReadWriteLock(fair).readLock()", true);
        addLongShared(rows);
        add(rows, "StampedLock.asWriteLock()", () -> new StampedLock().asWriteLock(), Where.AFTER);
        addStamped(rows);
        return rows;
    }

    private static void add(
            List<Row> rows, String name, Supplier<Lock> newLock, Where where) {
        rows.add(Row.of(where, name + ".lock()", s -> {
            Lock lock = held(newLock, s);
            s.run(() -> cycle(lock)).use(() -> cycle(lock));
        }));
        rows.add(Row.of(where, name + ".lockInterruptibly()", s -> {
            Lock lock = held(newLock, s);
            s.run(() -> {
                lock.lockInterruptibly();
                lock.unlock();
            }).use(() -> cycle(lock));
        }));
        rows.add(Row.timed(where, name + ".tryLock(time)", s -> {
            Lock lock = held(newLock, s);
            s.call(() -> tryLock(lock, s.nanos)).use(() -> cycle(lock)).result(true).late(false);
        }));
    }

    private static void addReadLock(List<Row> rows, String name, boolean fair) {
        rows.add(Row.of(Where.QUEUE, name + ".lock()", s -> {
            Lock lock = readLock(s, fair);
            s.run(() -> cycle(lock)).use(() -> cycle(lock));
        }));
        rows.add(Row.of(Where.QUEUE, name + ".lockInterruptibly()", s -> {
            Lock lock = readLock(s, fair);
            s.run(() -> {
                lock.lockInterruptibly();
                lock.unlock();
            }).use(() -> cycle(lock));
        }));
        rows.add(Row.timed(Where.QUEUE, name + ".tryLock(time)", s -> {
            Lock lock = readLock(s, fair);
            s.call(() -> tryLock(lock, s.nanos)).use(() -> cycle(lock)).result(true).late(false);
        }));
    }

    private static void addLongShared(List<Row> rows) {
        String name = "AbstractQueuedLongSynchronizer";
        rows.add(Row.of(Where.QUEUE, name + ".acquireShared(long)", s -> {
            LongMutex lock = new LongMutex();
            lock.lock();
            s.run(lock::awaitFree).use(lock::awaitFree).release(lock::unlock);
        }));
        rows.add(Row.of(Where.QUEUE, name + ".acquireSharedInterruptibly(long)", s -> {
            LongMutex lock = new LongMutex();
            lock.lock();
            s.run(lock::awaitFreeInterruptibly).use(lock::awaitFree).release(lock::unlock);
        }));
        rows.add(Row.timed(Where.QUEUE, name + ".tryAcquireSharedNanos(long, nanos)", s -> {
            LongMutex lock = new LongMutex();
            lock.lock();
            s.call(() -> lock.awaitFree(s.nanos)).use(lock::awaitFree).release(lock::unlock)
                    .result(true).late(false);
        }));
    }

    private static void addStamped(List<Row> rows) {
        rows.add(Row.of(Where.AFTER, "StampedLock.readLock()", s -> {
            StampedLock lock = new StampedLock();
            long stamp = lock.writeLock();
            s.run(() -> lock.unlockRead(lock.readLock()))
                    .use(() -> lock.unlockWrite(lock.writeLock()))
                    .release(() -> lock.unlockWrite(stamp));
        }));
        rows.add(Row.of(Where.AFTER, "StampedLock.writeLockInterruptibly()", s -> {
            StampedLock lock = new StampedLock();
            long stamp = lock.readLock();
            s.run(() -> lock.unlockWrite(lock.writeLockInterruptibly()))
                    .use(() -> lock.unlockRead(lock.readLock()))
                    .release(() -> lock.unlockRead(stamp));
        }));
        rows.add(Row.timed(Where.AFTER, "StampedLock.tryReadLock(time)", s -> {
            StampedLock lock = new StampedLock();
            long held = lock.writeLock();
            s.call(() -> {
                long stamp = lock.tryReadLock(s.nanos, NANOSECONDS);
                if (stamp != 0) {
                    lock.unlockRead(stamp);
                }
                return stamp != 0;
            }).release(() -> lock.unlockWrite(held)).result(true).late(false);
        }));
    }

    /** Returns a lock that the test's thread holds until the release. */
    private static Lock held(Supplier<Lock> newLock, Scene s) {
        Lock lock = newLock.get();
        lock.lock();
        s.release(lock::unlock);
        return lock;
    }

    private static Lock readLock(Scene s, boolean fair) {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock(fair);
        lock.writeLock().lock();
        s.release(lock.writeLock()::unlock);
        return lock.readLock();
    }

    private static void cycle(Lock lock) {
        lock.lock();
        lock.unlock();
    }

    private static boolean tryLock(Lock lock, long nanos) throws InterruptedException {
        boolean got = lock.tryLock(nanos, NANOSECONDS);
        if (got) {
            lock.unlock();
        }
        return got;
    }
}

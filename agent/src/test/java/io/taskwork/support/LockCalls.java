// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import static io.taskwork.support.BlockingCall.released;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Blocking calls on locks and their conditions. */
public final class LockCalls {
    private LockCalls() {}

    public static List<BlockingCall> all() {
        return List.of(
                lock("ReentrantLock.lock", new ReentrantLock(), Lock::lock),
                lock("ReentrantLock(fair).lock", new ReentrantLock(true), Lock::lock),
                lock("ReentrantLock.lockInterruptibly", new ReentrantLock(),
                        Lock::lockInterruptibly),
                lock("ReentrantLock.tryLock(s)", new ReentrantLock(), LockCalls::tryLock),
                lock("WriteLock.lock", new ReentrantReadWriteLock().writeLock(), Lock::lock),
                readLock(),
                condition("Condition.await", Condition::await),
                condition("Condition.awaitUninterruptibly", Condition::awaitUninterruptibly),
                condition("Condition.awaitNanos",
                        c -> inTime(c.awaitNanos(Await.LONG.toNanos()) > 0)),
                condition("Condition.await(s)",
                        c -> inTime(c.await(Await.LONG.toSeconds(), TimeUnit.SECONDS))));
    }

    private interface LockWay {
        void lock(Lock lock) throws Exception;
    }

    private interface ConditionWay {
        void await(Condition condition) throws Exception;
    }

    private static void tryLock(Lock lock) throws InterruptedException {
        inTime(lock.tryLock(Await.LONG.toSeconds(), TimeUnit.SECONDS));
    }

    private static void inTime(boolean done) {
        if (!done) {
            throw new IllegalStateException("timed out");
        }
    }

    private static BlockingCall lock(String name, Lock lock, LockWay way) {
        Holder holder = new Holder(lock);
        return BlockingCall.action(name, () -> {
            way.lock(lock);
            lock.unlock(); // throws if it is not the owner
        }, holder::release);
    }

    private static BlockingCall readLock() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        Holder holder = new Holder(lock.writeLock());
        return BlockingCall.call("ReadLock.lock", () -> {
            lock.readLock().lock();
            int holds = lock.getReadHoldCount();
            lock.readLock().unlock();
            return released(holds == 1);
        }, holder::release);
    }

    /** There is no loop around it: it must not return before the signal. */
    private static BlockingCall condition(String name, ConditionWay way) {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        boolean[] signalled = {false};
        return BlockingCall.call(name, () -> {
            lock.lock();
            try {
                way.await(condition);
                return released(signalled[0] && lock.isHeldByCurrentThread());
            } finally {
                lock.unlock();
            }
        }, () -> {
            lock.lock();
            signalled[0] = true;
            condition.signal();
            lock.unlock();
        });
    }

    /** A platform thread that holds a lock from its construction to its release. */
    private static final class Holder {
        private final CountDownLatch free = new CountDownLatch(1);

        Holder(Lock lock) {
            CountDownLatch locked = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> {
                lock.lock();
                locked.countDown();
                Await.passed("release", free);
                lock.unlock();
            });
            Await.passed("the holder has no lock", locked);
        }

        void release() {
            free.countDown();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static io.taskwork.conformance.Scope.throwing;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/** Checks of exclusive locks, of all in the same way, and of what only ReentrantLock has. */
final class LockChecks {
    private LockChecks() {}

    static void addTo(List<Check> checks) {
        exclusive(checks, "ReentrantLock", ReentrantLock::new);
        exclusive(checks, "ReentrantLock(fair)", () -> new ReentrantLock(true));
        exclusive(checks, "writeLock", () -> new ReentrantReadWriteLock().writeLock());
        exclusive(checks, "writeLock(fair)", () -> new ReentrantReadWriteLock(true).writeLock());
        exclusive(checks, "StampedLock.asWriteLock", () -> new StampedLock().asWriteLock());
        for (boolean fair : new boolean[] {false, true}) {
            reentrant(checks, "ReentrantLock(" + fair + ")", fair);
        }
    }

    private static void exclusive(List<Check> checks, String name, Supplier<Lock> maker) {
        checks.add(new Check(name + " excludes", s -> excludes(s, maker.get())));
        checks.add(new Check(name + ".lockInterruptibly is interrupted", s -> {
            Lock lock = held(maker);
            s.interruptible(() -> lockInterruptibly(lock));
            s.interruptedBefore(() -> lockInterruptibly(lock));
            lock.unlock();
            equal(true, s.start(() -> lockInterruptibly(lock)).result());
        }));
        checks.add(new Check(name + ".lock outlasts interrupts", s -> {
            Lock lock = held(maker);
            Subject waiter = s.blocked(() -> {
                lock.lock();
                lock.unlock();
                return null;
            });
            waiter.thread.interrupt();
            waiter.thread.interrupt();
            lock.unlock();
            waiter.result();
            require(waiter.wasInterrupted(), "lock lost the interrupt");
        }));
        checks.add(new Check(name + ".tryLock times out", s -> {
            Lock lock = held(maker);
            s.timesOut(false, () -> lock.tryLock(SHORT_NANOS, NANOSECONDS));
            equal(false, s.start(() -> (Object) lock.tryLock()).result());
            lock.unlock();
        }));
        checks.add(new Check(name + ".tryLock(time) is interrupted, or gets it", s -> {
            Lock lock = held(maker);
            s.interruptible(() -> lock.tryLock(1L << 60, NANOSECONDS));
            s.interruptedBefore(() -> lock.tryLock(1L << 60, NANOSECONDS));
            Subject patient = s.blocked(() -> lock.tryLock(1L << 60, NANOSECONDS));
            lock.unlock();
            equal(true, patient.result());
        }));
    }

    private static Lock held(Supplier<Lock> maker) {
        Lock lock = maker.get();
        lock.lock();
        return lock;
    }

    private static Object lockInterruptibly(Lock lock) throws InterruptedException {
        lock.lockInterruptibly();
        lock.unlock();
        return true;
    }

    private static void excludes(Scope s, Lock lock) {
        int[] count = {0};
        s.results(s.start(4, () -> {
            for (int i = 0; i < 60; i++) {
                lock.lock();
                try {
                    int seen = count[0];
                    if (i % 4 == 0) {
                        Thread.yield();
                    }
                    count[0] = seen + 1;
                } finally {
                    lock.unlock();
                }
            }
            return null;
        }));
        equal(240, count[0]);
    }

    private static void reentrant(List<Check> checks, String name, boolean fair) {
        checks.add(new Check(name + " counts its holds", s -> {
            ReentrantLock lock = new ReentrantLock(fair);
            for (int i = 1; i <= 3; i++) {
                lock.lock();
                Thread.yield();
                equal(i, lock.getHoldCount());
            }
            equal(false, s.start(() -> lock.isHeldByCurrentThread()).result());
            s.start(() -> {
                throwing(IllegalMonitorStateException.class, lock::unlock);
                return null;
            }).result();
            for (int i = 0; i < 3; i++) {
                require(lock.isLocked(), "unlocked too soon");
                lock.unlock();
            }
            require(!lock.isLocked(), "still locked");
        }));
        checks.add(new Check(name + " knows who queues", s -> {
            ReentrantLock lock = new ReentrantLock(fair);
            lock.lock();
            List<Subject> waiters = queued(s, lock, 5, new ArrayList<>());
            for (int round = 0; round < 50; round++) {
                equal(5, lock.getQueueLength());
                for (Subject waiter : waiters) {
                    require(lock.hasQueuedThread(waiter.thread), "a waiter is not in the queue");
                }
                Thread.yield();
            }
            lock.unlock();
            s.results(waiters);
            require(!lock.hasQueuedThreads() && !lock.isLocked(), "not free");
        }));
        checks.add(new Check(name + " serves in order", s -> {
            ReentrantLock lock = new ReentrantLock(fair);
            List<Integer> order = new ArrayList<>();
            lock.lock();
            List<Subject> waiters = queued(s, lock, 6, order);
            lock.unlock();
            s.results(waiters);
            if (s.isCalm()) {
                equal(List.of(0, 1, 2, 3, 4, 5), order);
            }
            equal(List.of(0, 1, 2, 3, 4, 5), order.stream().sorted().toList());
        }));
        checks.add(new Check(name + " forgets who gave up", s -> {
            ReentrantLock lock = new ReentrantLock(fair);
            lock.lock();
            List<Integer> order = new ArrayList<>();
            Subject first = s.start(() -> lockInterruptibly(lock));
            s.until("queued", () -> lock.hasQueuedThread(first.thread));
            List<Subject> others = queued(s, lock, 2, order);
            first.thread.interrupt();
            first.threw(InterruptedException.class);
            s.timesOut(false, () -> lock.tryLock(SHORT_NANOS, NANOSECONDS));
            s.until("three are queued", () -> lock.getQueueLength() == 2);
            lock.unlock();
            s.results(others);
            equal(2, order.size());
        }));
    }

    /**
     * Returns threads that have queued one after the other; each notes its number under the lock.
     */
    private static List<Subject> queued(
            Scope s, ReentrantLock lock, int count, List<Integer> order) {
        List<Subject> waiters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Subject waiter = s.start(() -> {
                lock.lock();
                order.add(number);
                lock.unlock();
                return null;
            });
            s.until("queued", () -> lock.hasQueuedThread(waiter.thread));
            waiters.add(waiter);
        }
        return waiters;
    }
}

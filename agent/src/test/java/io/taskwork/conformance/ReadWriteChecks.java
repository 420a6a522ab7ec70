// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/** Checks of locks that readers share. */
final class ReadWriteChecks {
    private ReadWriteChecks() {}

    static void addTo(List<Check> checks) {
        shared(checks, "ReentrantReadWriteLock", ReentrantReadWriteLock::new);
        shared(checks, "ReentrantReadWriteLock(fair)", () -> new ReentrantReadWriteLock(true));
        shared(checks, "StampedLock.asReadWriteLock", () -> new StampedLock().asReadWriteLock());
        downgrade(checks);
        stamped(checks);
    }

    private static void shared(List<Check> checks, String name, Supplier<ReadWriteLock> maker) {
        checks.add(new Check(name + " lets readers in together", s -> {
            Lock lock = maker.get().readLock();
            CountDownLatch all = new CountDownLatch(4);
            s.results(s.start(4, () -> {
                lock.lock();
                all.countDown();
                all.await();
                lock.unlock();
                return null;
            }));
        }));
        checks.add(new Check(name + " keeps readers from half written pairs", s -> {
            ReadWriteLock lock = maker.get();
            int[] pair = {0, 0};
            List<Subject> readers = s.start(3, () -> {
                for (int i = 0; i < 60; i++) {
                    lock.readLock().lock();
                    int first = pair[0];
                    Thread.yield();
                    int second = pair[1];
                    lock.readLock().unlock();
                    equal(first, second);
                }
                return null;
            });
            s.results(s.start(2, () -> {
                for (int i = 0; i < 30; i++) {
                    lock.writeLock().lock();
                    pair[0]++;
                    Thread.yield();
                    pair[1]++;
                    lock.writeLock().unlock();
                }
                return null;
            }));
            s.results(readers);
            equal(60, pair[1]);
        }));
        checks.add(new Check(name + ".readLock is interrupted", s -> {
            ReadWriteLock lock = maker.get();
            lock.writeLock().lock();
            s.interruptible(() -> {
                lock.readLock().lockInterruptibly();
                return null;
            });
            s.interruptible(() -> lock.readLock().tryLock(1L << 60, NANOSECONDS));
            lock.writeLock().unlock();
        }));
        checks.add(new Check(name + ".readLock times out", s -> {
            ReadWriteLock lock = maker.get();
            lock.writeLock().lock();
            s.timesOut(false, () -> lock.readLock().tryLock(SHORT_NANOS, NANOSECONDS));
            lock.writeLock().unlock();
            equal(true, s.start(() -> (Object) lock.readLock().tryLock()).result());
        }));
        checks.add(new Check(name + ".writeLock waits for readers", s -> {
            ReadWriteLock lock = maker.get();
            lock.readLock().lock();
            s.timesOut(false, () -> lock.writeLock().tryLock(SHORT_NANOS, NANOSECONDS));
            boolean[] released = {false};
            Subject writer = s.blocked(() -> {
                lock.writeLock().lock();
                boolean after = released[0];
                lock.writeLock().unlock();
                return after;
            });
            released[0] = true;
            lock.readLock().unlock();
            equal(true, writer.result());
        }));
    }

    private static void downgrade(List<Check> checks) {
        checks.add(new Check("ReentrantReadWriteLock downgrades, and does not upgrade", s -> {
            ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
            lock.writeLock().lock();
            lock.readLock().lock();
            lock.writeLock().unlock();
            equal(1, lock.getReadHoldCount());
            equal(true, s.start(() -> {
                boolean got = lock.readLock().tryLock();
                lock.readLock().unlock();
                return got;
            }).result());
            equal(false, lock.writeLock().tryLock());
            lock.readLock().unlock();
            equal(0, lock.getReadLockCount());
        }));
    }

    private static void stamped(List<Check> checks) {
        checks.add(new Check("StampedLock validates optimistic reads", s -> {
            StampedLock lock = new StampedLock();
            long seen = lock.tryOptimisticRead();
            require(lock.validate(seen), "nobody wrote");
            s.start(() -> {
                lock.unlockWrite(lock.writeLock());
                return null;
            }).result();
            require(!lock.validate(seen), "somebody wrote");
        }));
        checks.add(new Check("StampedLock converts", s -> {
            StampedLock lock = new StampedLock();
            long read = lock.readLock();
            long write = lock.tryConvertToWriteLock(read);
            require(write != 0 && lock.isWriteLocked(), "the only reader cannot write");
            s.timesOut(0L, () -> lock.tryReadLock(SHORT_NANOS, NANOSECONDS));
            lock.unlock(write);
            require(!lock.isReadLocked() && !lock.isWriteLocked(), "not free");
        }));
        checks.add(new Check("StampedLock.writeLockInterruptibly is interrupted", s -> {
            StampedLock lock = new StampedLock();
            long read = lock.readLock();
            s.interruptible(() -> lock.writeLockInterruptibly());
            lock.unlockRead(read);
            lock.unlockWrite(lock.writeLock());
        }));
        checks.add(new Check("StampedLock excludes", s -> {
            StampedLock lock = new StampedLock();
            int[] count = {0};
            s.results(s.start(4, () -> {
                for (int i = 0; i < 60; i++) {
                    long stamp = lock.writeLock();
                    int before = count[0];
                    Thread.yield();
                    count[0] = before + 1;
                    lock.unlockWrite(stamp);
                }
                return null;
            }));
            equal(240, count[0]);
        }));
    }
}

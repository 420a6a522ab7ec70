// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static io.taskwork.conformance.Scope.throwing;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Checks of conditions of the locks of java.util.concurrent. */
final class ConditionChecks {
    private ConditionChecks() {}

    static void addTo(List<Check> checks) {
        condition(checks, "ReentrantLock", ReentrantLock::new);
        condition(checks, "ReentrantLock(fair)", () -> new ReentrantLock(true));
        condition(checks, "writeLock", () -> new ReentrantReadWriteLock().writeLock());
        checks.add(new Check("a condition's await gives back all holds", s -> {
            ReentrantLock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            Subject waiter = s.start(() -> {
                lock.lock();
                lock.lock();
                condition.await();
                int holds = lock.getHoldCount();
                lock.unlock();
                lock.unlock();
                return holds;
            });
            s.until("waits", () -> locked(lock, () -> lock.hasWaiters(condition)));
            signal(lock, condition);
            equal(2, waiter.result());
            require(!lock.isLocked(), "still locked");
        }));
        checks.add(new Check("a condition's signals go to who has waited longest", s -> {
            ReentrantLock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            List<Subject> waiters = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                int number = i;
                waiters.add(s.start(() -> await(lock, condition::await)));
                s.until("waits", () -> locked(lock,
                        () -> lock.getWaitQueueLength(condition) == number));
            }
            for (Subject waiter : waiters) {
                signal(lock, condition);
                waiter.result(); // the others still wait
            }
        }));
    }

    private static Object await(Lock lock, Scope.Action action) throws Exception {
        lock.lock();
        try {
            action.run();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static boolean locked(ReentrantLock lock, java.util.function.BooleanSupplier look) {
        lock.lock();
        try {
            return look.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private static void signal(Lock lock, Condition condition) {
        lock.lock();
        condition.signal();
        lock.unlock();
    }

    private static void condition(List<Check> checks, String name, Supplier<Lock> maker) {
        checks.add(new Check(name + "'s condition hands over, without a spurious return", s -> {
            Lock lock = maker.get();
            Condition turn = lock.newCondition();
            int[] next = {0};
            int[] spurious = {0};
            List<Subject> players = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int mine = i;
                players.add(s.start(() -> await(lock, () -> {
                    for (int round = 0; round < 50; round++) {
                        int wakes = 0;
                        while (next[0] % 2 != mine) {
                            turn.await();
                            wakes++;
                        }
                        spurious[0] += Math.max(0, wakes - 1);
                        next[0]++;
                        turn.signal();
                    }
                })));
            }
            s.results(players);
            equal(100, next[0]);
            equal(0, spurious[0]);
        }));
        checks.add(new Check(name + "'s condition: signalAll", s -> {
            Lock lock = maker.get();
            Condition condition = lock.newCondition();
            int[] in = {0};
            int[] out = {0};
            List<Subject> waiters = s.start(6, () -> await(lock, () -> {
                in[0]++;
                condition.await();
                out[0]++;
            }));
            s.until("not all threads wait", () -> {
                lock.lock();
                boolean all = in[0] == 6;
                if (all) {
                    equal(0, out[0]);
                    condition.signalAll();
                }
                lock.unlock();
                return all;
            });
            s.results(waiters);
            equal(6, out[0]);
        }));
        checks.add(new Check(name + "'s condition times out", s -> {
            Lock lock = maker.get();
            Condition condition = lock.newCondition();
            s.timesOut(true, () -> {
                lock.lock();
                boolean over = condition.awaitNanos(SHORT_NANOS) <= 0;
                lock.unlock();
                return over;
            });
            s.timesOut(false, () -> {
                lock.lock();
                boolean signalled = condition.await(SHORT_NANOS, NANOSECONDS);
                lock.unlock();
                return signalled;
            });
            s.start(() -> await(lock, () -> {
                Date deadline = new Date(System.currentTimeMillis() + 10);
                equal(false, condition.awaitUntil(deadline));
                require(System.currentTimeMillis() >= deadline.getTime(), "early");
            })).result();
        }));
        checks.add(new Check(name + "'s condition is interrupted, and holds the lock", s -> {
            Lock lock = maker.get();
            Condition condition = lock.newCondition();
            s.interruptible(() -> await(lock, condition::await)); // unlock throws if not held
            s.interruptedBefore(() -> await(lock, condition::await));
            lock.lock();
            lock.unlock();
        }));
        checks.add(new Check(name + "'s condition: awaitUninterruptibly", s -> {
            Lock lock = maker.get();
            Condition condition = lock.newCondition();
            boolean[] waits = {false};
            Subject waiter = s.start(() -> await(lock, () -> {
                waits[0] = true;
                condition.awaitUninterruptibly();
            }));
            s.until("waits", () -> {
                lock.lock();
                boolean seen = waits[0];
                lock.unlock();
                return seen;
            });
            waiter.thread.interrupt();
            signal(lock, condition);
            waiter.result();
            require(waiter.wasInterrupted(), "the interrupt is lost");
        }));
        checks.add(new Check(name + "'s condition needs the lock", s -> {
            Condition condition = maker.get().newCondition();
            throwing(IllegalMonitorStateException.class, condition::await);
            throwing(IllegalMonitorStateException.class, condition::signal);
            throwing(IllegalMonitorStateException.class, () -> condition.awaitNanos(1));
        }));
    }
}

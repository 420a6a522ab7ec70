// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of Semaphore and CountDownLatch. */
final class SynchronizerChecks {
    private SynchronizerChecks() {}

    static void addTo(List<Check> checks) {
        semaphore(checks, "Semaphore", false);
        semaphore(checks, "Semaphore(fair)", true);
        latch(checks);
    }

    private static void semaphore(List<Check> checks, String name, boolean fair) {
        checks.add(new Check(name + " never gives more than it has", s -> {
            Semaphore semaphore = new Semaphore(3, fair);
            AtomicInteger inside = new AtomicInteger();
            s.results(s.start(6, () -> {
                for (int i = 0; i < 40; i++) {
                    int permits = 1 + i % 2;
                    semaphore.acquire(permits);
                    require(inside.addAndGet(permits) <= 3, "too many inside");
                    Thread.yield();
                    inside.addAndGet(-permits);
                    semaphore.release(permits);
                }
                return null;
            }));
            equal(3, semaphore.availablePermits());
            require(!semaphore.hasQueuedThreads(), "somebody queues");
        }));
        checks.add(new Check(name + ".acquire is interrupted", s -> {
            Semaphore semaphore = new Semaphore(0, fair);
            s.interruptible(() -> {
                semaphore.acquire();
                return null;
            });
            s.interruptedBefore(() -> semaphore.tryAcquire(1L << 60, NANOSECONDS));
            semaphore.release();
            equal(1, semaphore.drainPermits());
        }));
        checks.add(new Check(name + ".acquireUninterruptibly outlasts interrupts", s -> {
            Semaphore semaphore = new Semaphore(0, fair);
            Subject waiter = s.blocked(() -> {
                semaphore.acquireUninterruptibly(2);
                return null;
            });
            waiter.thread.interrupt();
            semaphore.release();
            semaphore.release();
            waiter.result();
            require(waiter.wasInterrupted(), "the interrupt is lost");
            equal(0, semaphore.availablePermits());
        }));
        checks.add(new Check(name + ".tryAcquire times out", s -> {
            Semaphore semaphore = new Semaphore(1, fair);
            s.timesOut(false, () -> semaphore.tryAcquire(2, SHORT_NANOS, NANOSECONDS));
            equal(1, semaphore.availablePermits());
            equal(true, s.start(() -> (Object) semaphore.tryAcquire()).result());
        }));
        checks.add(new Check(name + " wakes all that a release is enough for", s -> {
            Semaphore semaphore = new Semaphore(0, fair);
            List<Subject> waiters = s.start(5, () -> {
                semaphore.acquire();
                return null;
            });
            s.until("not all threads queue", () -> semaphore.getQueueLength() == 5);
            semaphore.release(5);
            s.results(waiters);
            equal(0, semaphore.availablePermits());
        }));
    }

    private static void latch(List<Check> checks) {
        checks.add(new Check("CountDownLatch opens for all, once it is at zero", s -> {
            CountDownLatch latch = new CountDownLatch(3);
            AtomicInteger through = new AtomicInteger();
            List<Subject> waiters = s.start(6, () -> {
                latch.await();
                through.incrementAndGet();
                return null;
            });
            for (int i = 0; i < 3; i++) {
                equal(0, through.get());
                Thread.yield();
                s.start(() -> {
                    latch.countDown();
                    return null;
                }).result();
            }
            s.results(waiters);
            equal(6, through.get());
            latch.await();
        }));
        checks.add(new Check("CountDownLatch.await times out", s -> {
            CountDownLatch latch = new CountDownLatch(1);
            s.timesOut(false, () -> latch.await(SHORT_NANOS, NANOSECONDS));
            latch.countDown();
            equal(true, s.start(() -> latch.await(0, NANOSECONDS)).result());
        }));
        checks.add(new Check("CountDownLatch.await is interrupted", s -> {
            CountDownLatch latch = new CountDownLatch(1);
            s.interruptible(() -> {
                latch.await();
                return null;
            });
            s.interruptible(() -> latch.await(1L << 60, NANOSECONDS));
            s.interruptedBefore(() -> latch.await(1L << 60, NANOSECONDS));
            equal(1L, latch.getCount());
        }));
        checks.add(new Check("CountDownLatch publishes what came before countDown", s -> {
            for (int i = 0; i < 20; i++) {
                CountDownLatch latch = new CountDownLatch(1);
                int[] box = {0};
                Subject reader = s.start(() -> {
                    latch.await();
                    return box[0];
                });
                box[0] = i;
                latch.countDown();
                equal(i, reader.result());
            }
        }));
    }
}

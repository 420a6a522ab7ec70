// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Checks of LockSupport: permits, time limits, interrupts. */
final class ParkChecks {
    private ParkChecks() {}

    static void addTo(List<Check> checks) {
        checks.add(new Check("a permit given before the park lets it return", s -> {
            for (int i = 0; i < 30; i++) {
                s.start(() -> {
                    LockSupport.unpark(Thread.currentThread());
                    LockSupport.park();
                    return null;
                }).result();
            }
        }));
        checks.add(new Check("a permit from another thread is not lost", s -> {
            for (int i = 0; i < 30; i++) {
                boolean yields = i % 2 == 0;
                AtomicBoolean go = new AtomicBoolean();
                Subject parked = s.start(() -> {
                    while (!go.get()) {
                        LockSupport.park();
                    }
                    return null;
                });
                if (yields) {
                    Thread.yield();
                }
                go.set(true);
                LockSupport.unpark(parked.thread);
                parked.result();
            }
        }));
        checks.add(new Check("a permit outlives yields", s -> s.start(() -> {
            for (int i = 0; i < 100; i++) {
                LockSupport.unpark(Thread.currentThread());
                long end = System.nanoTime() + 50_000; // leaves time for a SIGNAL to come
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                Thread.yield();
                LockSupport.park();
            }
            return null;
        }).result()));
        checks.add(new Check("two threads that unpark each other get on", s -> {
            AtomicInteger turn = new AtomicInteger();
            Subject[] players = new Subject[2];
            Thread[] threads = new Thread[2];
            for (int i = 0; i < 2; i++) {
                int mine = i;
                players[i] = s.start(() -> {
                    threads[mine] = Thread.currentThread();
                    s.until("both are there", () -> threads[1 - mine] != null);
                    for (int round = 0; round < 200; round++) {
                        while (turn.get() % 2 != mine) {
                            LockSupport.park(s);
                        }
                        turn.incrementAndGet();
                        LockSupport.unpark(threads[1 - mine]);
                    }
                    return null;
                });
            }
            players[0].result();
            players[1].result();
            equal(400, turn.get());
        }));
        checks.add(new Check("permits do not add up", s -> {
            AtomicInteger returns = new AtomicInteger();
            AtomicBoolean go = new AtomicBoolean();
            Subject parked = s.start(() -> {
                LockSupport.unpark(Thread.currentThread());
                LockSupport.unpark(Thread.currentThread());
                while (!go.get()) {
                    LockSupport.park();
                    returns.incrementAndGet();
                }
                return null;
            });
            s.until("parked", () -> returns.get() > 0 && Subject.isWaiting(parked.thread));
            if (s.isCalm()) {
                equal(1, returns.get());
            }
            go.set(true);
            LockSupport.unpark(parked.thread);
            parked.result();
        }));
        checks.add(new Check("parkNanos and parkUntil end, and not early for ever", s -> {
            s.timesOut(true, () -> {
                long end = System.nanoTime() + SHORT_NANOS;
                int returns = 0;
                for (long left; (left = end - System.nanoTime()) > 0; returns++) {
                    LockSupport.parkNanos(left);
                }
                return s.isCalm() ? returns == 1 : returns < 10_000;
            });
            s.start(() -> {
                long deadline = System.currentTimeMillis() + 10;
                while (System.currentTimeMillis() < deadline) {
                    LockSupport.parkUntil(s, deadline);
                }
                return null;
            }).result();
        }));
        checks.add(new Check("park returns for an interrupt, which stays", s -> {
            Subject parked = s.start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park();
                }
                for (int i = 0; i < 100; i++) {
                    LockSupport.park(); // at once, each time
                }
                return Thread.interrupted() && !Thread.currentThread().isInterrupted();
            });
            s.until("parked", parked::isBlocked);
            parked.thread.interrupt();
            equal(true, parked.result());
        }));
        checks.add(new Check("after an interrupt that was consumed park parks", s -> {
            AtomicBoolean go = new AtomicBoolean();
            AtomicInteger returns = new AtomicInteger();
            Subject parked = s.start(() -> {
                Thread.currentThread().interrupt();
                LockSupport.park();
                require(Thread.interrupted(), "the interrupt is lost");
                while (!go.get()) {
                    LockSupport.park();
                    returns.incrementAndGet();
                }
                return null;
            });
            s.until("parked", () -> parked.isBlocked());
            go.set(true);
            LockSupport.unpark(parked.thread);
            parked.result();
            require(returns.get() < 10_000, "spins");
        }));
        checks.add(new Check("the blocker is seen while the thread is parked", s -> {
            Object blocker = new Object();
            AtomicBoolean go = new AtomicBoolean();
            Subject parked = s.start(() -> {
                while (!go.get()) {
                    LockSupport.park(blocker);
                }
                return LockSupport.getBlocker(Thread.currentThread()) == null;
            });
            s.until("parked", () -> LockSupport.getBlocker(parked.thread) == blocker);
            go.set(true);
            LockSupport.unpark(parked.thread);
            equal(true, parked.result());
        }));
    }
}

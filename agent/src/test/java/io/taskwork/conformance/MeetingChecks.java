// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of CyclicBarrier, Phaser and Exchanger. */
final class MeetingChecks {
    private MeetingChecks() {}

    static void addTo(List<Check> checks) {
        barrier(checks);
        phaser(checks);
        exchanger(checks);
    }

    private static void barrier(List<Check> checks) {
        checks.add(new Check("CyclicBarrier keeps rounds apart", s -> {
            int[] sum = {0};
            AtomicInteger arrived = new AtomicInteger();
            CyclicBarrier barrier = new CyclicBarrier(4, () -> sum[0] = arrived.get());
            s.results(s.start(4, () -> {
                int indexes = 0;
                for (int round = 1; round <= 20; round++) {
                    arrived.incrementAndGet();
                    indexes += barrier.await();
                    equal(4 * round, sum[0]);
                    barrier.await();
                }
                require(indexes <= 3 * 20, "indexes");
                return null;
            }));
            equal(80, sum[0]);
        }));
        checks.add(new Check("CyclicBarrier breaks for all if one is interrupted", s -> {
            CyclicBarrier barrier = new CyclicBarrier(3);
            Subject first = s.blocked(barrier::await);
            Subject second = s.blocked(barrier::await);
            first.thread.interrupt();
            first.threw(InterruptedException.class);
            second.threw(BrokenBarrierException.class);
            require(barrier.isBroken(), "not broken");
            barrier.reset();
            s.results(s.start(3, barrier::await));
        }));
        checks.add(new Check("CyclicBarrier breaks if one's time is over", s -> {
            CyclicBarrier barrier = new CyclicBarrier(3);
            Subject patient = s.blocked(barrier::await);
            s.timesOut(true, () -> {
                try {
                    return barrier.await(SHORT_NANOS, NANOSECONDS);
                } catch (TimeoutException e) {
                    return true;
                }
            });
            patient.threw(BrokenBarrierException.class);
        }));
        checks.add(new Check("CyclicBarrier.reset breaks who waits", s -> {
            CyclicBarrier barrier = new CyclicBarrier(2);
            Subject waiter = s.start(barrier::await);
            s.until("waits", () -> barrier.getNumberWaiting() == 1);
            barrier.reset();
            waiter.threw(BrokenBarrierException.class);
            require(!barrier.isBroken(), "broken after a reset");
        }));
    }

    private static void phaser(List<Check> checks) {
        checks.add(new Check("Phaser keeps phases apart", s -> {
            Phaser phaser = new Phaser(4);
            AtomicInteger arrived = new AtomicInteger();
            s.results(s.start(4, () -> {
                for (int phase = 0; phase < 20; phase++) {
                    arrived.incrementAndGet();
                    equal(phase + 1, phaser.arriveAndAwaitAdvance());
                    require(arrived.get() >= 4 * (phase + 1), "too early");
                }
                phaser.arriveAndDeregister();
                return null;
            }));
            require(phaser.isTerminated(), "not terminated");
        }));
        checks.add(new Check("Phaser: waiting is interrupted, or not, as asked", s -> {
            Phaser phaser = new Phaser(1);
            s.interruptible(() -> phaser.awaitAdvanceInterruptibly(0));
            Subject steady = s.blocked(() -> phaser.awaitAdvance(0));
            steady.thread.interrupt();
            equal(0, phaser.getPhase());
            phaser.arrive();
            equal(1, steady.result());
            require(steady.wasInterrupted(), "the interrupt is lost");
        }));
        checks.add(new Check("Phaser times out", s -> {
            Phaser phaser = new Phaser(1);
            s.timesOut("late", () -> {
                try {
                    return phaser.awaitAdvanceInterruptibly(0, SHORT_NANOS, NANOSECONDS);
                } catch (TimeoutException e) {
                    return "late";
                }
            });
            phaser.forceTermination();
            require(phaser.awaitAdvance(0) < 0, "waits for a terminated one");
        }));
        checks.add(new Check("Phaser tree advances as one", s -> {
            Phaser root = new Phaser();
            Phaser left = new Phaser(root, 2);
            Phaser right = new Phaser(root, 2);
            List<Subject> lefts = s.start(2, left::arriveAndAwaitAdvance);
            List<Subject> rights = s.start(2, right::arriveAndAwaitAdvance);
            lefts.forEach(subject -> equal(1, subject.result()));
            rights.forEach(subject -> equal(1, subject.result()));
        }));
    }

    private static void exchanger(List<Check> checks) {
        checks.add(new Check("Exchanger swaps, each item once", s -> {
            Exchanger<Integer> exchanger = new Exchanger<>();
            int[] got = new int[2];
            List<Subject> pair = new java.util.ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int mine = i;
                pair.add(s.start(() -> {
                    for (int round = 0; round < 60; round++) {
                        int other = exchanger.exchange(2 * round + mine);
                        equal(2 * round + (1 - mine), other);
                        got[mine]++;
                    }
                    return null;
                }));
            }
            s.results(pair);
            equal("[60, 60]", Arrays.toString(got));
        }));
        checks.add(new Check("Exchanger is interrupted", s -> {
            Exchanger<String> exchanger = new Exchanger<>();
            s.interruptible(() -> exchanger.exchange("a"));
            s.interruptible(() -> exchanger.exchange("a", 1L << 60, NANOSECONDS));
            Subject waiter = s.blocked(() -> exchanger.exchange("b"));
            equal("b", s.start(() -> exchanger.exchange("c")).result());
            equal("c", waiter.result());
        }));
        checks.add(new Check("Exchanger times out", s -> {
            Exchanger<String> exchanger = new Exchanger<>();
            s.timesOut("late", () -> {
                try {
                    return exchanger.exchange("a", SHORT_NANOS, NANOSECONDS);
                } catch (TimeoutException e) {
                    return "late";
                }
            });
        }));
    }
}

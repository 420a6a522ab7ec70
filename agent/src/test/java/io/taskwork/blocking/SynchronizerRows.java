// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.taskwork.blocking.Row.Where;
import io.taskwork.support.Await;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/** Rows of semaphores, latches, barriers, phasers and exchangers. */
final class SynchronizerRows {
    private SynchronizerRows() {}

    static List<Row> all() {
        return List.of(
                Row.of(Where.QUEUE, "Semaphore.acquire()", s -> {
                    Semaphore semaphore = semaphore(s, false);
                    s.run(semaphore::acquire);
                }),
                Row.of(Where.QUEUE, "Semaphore(fair).acquire(n)", s -> {
                    Semaphore semaphore = semaphore(s, true);
                    s.run(() -> semaphore.acquire(2)).release(() -> semaphore.release(2));
                }),
                Row.of(Where.QUEUE, "Semaphore.acquireUninterruptibly()", s -> {
                    Semaphore semaphore = semaphore(s, false);
                    s.run(semaphore::acquireUninterruptibly);
                }),
                Row.timed(Where.QUEUE, "Semaphore.tryAcquire(time)", s -> {
                    Semaphore semaphore = semaphore(s, false);
                    s.call(() -> semaphore.tryAcquire(s.nanos, NANOSECONDS))
                            .result(true).late(false);
                }),
                Row.timed(Where.QUEUE, "Semaphore(fair).tryAcquire(time)", s -> {
                    Semaphore semaphore = semaphore(s, true);
                    s.call(() -> semaphore.tryAcquire(s.nanos, NANOSECONDS))
                            .result(true).late(false);
                }),
                Row.of(Where.QUEUE, "CountDownLatch.await()", s -> {
                    CountDownLatch latch = latch(s);
                    s.run(latch::await);
                }),
                Row.timed(Where.QUEUE, "CountDownLatch.await(time)", s -> {
                    CountDownLatch latch = latch(s);
                    s.call(() -> latch.await(s.nanos, NANOSECONDS)).result(true).late(false);
                }),
                Row.of(Where.QUEUE, "CyclicBarrier.await()", s -> {
                    CyclicBarrier barrier = barrier(s);
                    s.call(barrier::await).result(1);
                }),
                Row.timed(Where.QUEUE, "CyclicBarrier.await(time)", s -> {
                    CyclicBarrier barrier = barrier(s);
                    s.call(() -> barrier.await(s.nanos, NANOSECONDS))
                            .result(1).late("TimeoutException");
                }),
                Row.of(Where.IN_PLACE, "Phaser.arriveAndAwaitAdvance()", s -> {
                    Phaser phaser = phaser(s);
                    s.call(phaser::arriveAndAwaitAdvance).result(1);
                }),
                Row.of(Where.IN_PLACE, "Phaser.awaitAdvance(phase)", s -> {
                    Phaser phaser = phaser(s);
                    phaser.arrive();
                    s.call(() -> phaser.awaitAdvance(0)).result(1);
                }),
                Row.timed(Where.IN_PLACE, "Phaser.awaitAdvanceInterruptibly(phase, time)", s -> {
                    Phaser phaser = phaser(s);
                    phaser.arrive();
                    s.call(() -> phaser.awaitAdvanceInterruptibly(0, s.nanos, NANOSECONDS))
                            .result(1).late("TimeoutException");
                }),
                Row.of(Where.IN_PLACE, "Exchanger.exchange(x)", s -> {
                    Exchanger<String> exchanger = exchanger(s);
                    s.call(() -> exchanger.exchange("mine")).result("yours");
                }),
                Row.timed(Where.IN_PLACE, "Exchanger.exchange(x, time)", s -> {
                    Exchanger<String> exchanger = exchanger(s);
                    s.call(() -> exchanger.exchange("mine", s.nanos, NANOSECONDS))
                            .result("yours").late("TimeoutException");
                }));
    }

    private static Semaphore semaphore(Scene s, boolean fair) {
        Semaphore semaphore = new Semaphore(0, fair);
        s.release(semaphore::release).use(() -> {
            if (semaphore.tryAcquire()) {
                semaphore.release(); // in time for the caller, since it is released once
            }
            semaphore.release();
            semaphore.acquire(); // it queues behind its own thread if that is fair
        });
        return semaphore;
    }

    private static CountDownLatch latch(Scene s) {
        CountDownLatch latch = new CountDownLatch(1);
        s.use(latch::await).release(latch::countDown);
        return latch;
    }

    private static CyclicBarrier barrier(Scene s) {
        CyclicBarrier barrier = new CyclicBarrier(2);
        s.use(() -> require(barrier.getNumberWaiting() == 1 && !barrier.isBroken()));
        s.release(barrier::await);
        return barrier;
    }

    private static Phaser phaser(Scene s) {
        Phaser phaser = new Phaser(2);
        s.use(() -> phaser.awaitAdvance(0)).release(phaser::arrive);
        return phaser;
    }

    /** Returns an exchanger of its own, at which the callback meets a third thread. */
    private static Exchanger<String> exchanger(Scene s) {
        Exchanger<String> exchanger = new Exchanger<>();
        Exchanger<String> other = new Exchanger<>();
        s.use(() -> {
            Thread third = Thread.startVirtualThread(() -> meet(other, "hers", "callback's"));
            meet(other, "callback's", "hers");
            third.join();
        });
        s.release(() -> meet(exchanger, "yours", "mine"));
        return exchanger;
    }

    private static void meet(Exchanger<String> exchanger, String item, String expected) {
        try {
            require(expected.equals(exchanger.exchange(item, Await.LIMIT.toSeconds(), SECONDS)));
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("the object is not as it should be");
        }
    }
}

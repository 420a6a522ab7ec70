// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Promises 3 and 11 against each other: of SIGNALs that save a wake, the last one still wakes. */
class SignalIsNotLostIT {
    private static final int ROUNDS = 20_000;
    private volatile boolean stop;

    /** Every work is waited for before the next one is added, so each needs a wake of its own. */
    private void signalAndWait(Thread target) throws InterruptedException {
        Semaphore ran = new Semaphore(0);
        for (int i = 0; i < ROUNDS; i++) {
            for (int spin = i & 127; spin > 0; spin--) {
                Thread.onSpinWait(); // now before, now while, now after the target parks
            }
            assertTrue(TaskWorks.add(target, ran::release, Notify.SIGNAL));
            assertTrue(ran.tryAcquire(Await.LIMIT.toSeconds(), TimeUnit.SECONDS),
                    "SIGNAL " + i + " was lost; the target is " + target.getState());
        }
    }

    private void end(Thread target) {
        stop = true;
        LockSupport.unpark(target);
        Await.ended(target);
    }

    @Test
    void aThreadThatParksAgainAndAgain() throws Exception {
        Thread target = Thread.startVirtualThread(() -> {
            while (!stop) {
                LockSupport.park();
            }
        });
        signalAndWait(target);
        end(target);
    }

    @Test
    void aThreadThatYieldsAndParksInTurns() throws Exception {
        Thread target = Thread.startVirtualThread(() -> {
            while (!stop) {
                Thread.yield();
                LockSupport.park();
            }
        });
        signalAndWait(target);
        end(target);
    }

    @Test
    void aThreadInObjectWait() throws Exception {
        Object monitor = new Object();
        Thread target = Thread.startVirtualThread(() -> {
            synchronized (monitor) {
                while (!stop) {
                    try {
                        monitor.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        });
        signalAndWait(target);
        stop = true;
        synchronized (monitor) {
            monitor.notifyAll();
        }
        Await.ended(target);
    }

    @Test
    void aThreadInOneLongWaitAndTwoAdders() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Await.Probe target = Await.start(() -> {
            latch.await();
            return "awaited";
        });
        AtomicInteger done = new AtomicInteger();
        Await.Probe other = Await.start(() -> {
            signalAndWait(target.thread);
            return done.incrementAndGet();
        });
        signalAndWait(target.thread);
        other.endsWith(1);
        latch.countDown();
        target.endsWith("awaited");
    }
}

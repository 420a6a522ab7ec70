// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What a queue of the JDK says of itself is the same whether or not its threads get many SIGNALs.
 */
class QueriesIT {
    private static final int THREADS = 20;
    private static final int LOOKS = 20_000;
    private static final int LEAST_SIGNALS = 2_000;

    private final List<Caller> callers = new ArrayList<>();

    @Test
    void lock() throws Exception {
        for (boolean fair : new boolean[] {false, true}) {
            ReentrantLock lock = new ReentrantLock(fair);
            lock.lock();
            queue(() -> {
                lock.lock();
                lock.unlock();
            });
            underSignals(() -> lock.getQueueLength() == THREADS && lock.hasQueuedThreads()
                    && lock.isLocked() && lock.getHoldCount() == 1
                    && callers.stream().allMatch(caller -> lock.hasQueuedThread(caller.thread)));
            lock.unlock();
            end();
            assertFalse(lock.hasQueuedThreads() || lock.isLocked());
        }
    }

    @Test
    void lockOnTheLongTwin() throws Exception {
        LongMutex lock = new LongMutex();
        lock.lock();
        queue(() -> {
            lock.lock();
            lock.unlock();
        });
        underSignals(() -> lock.queueLength() == THREADS && lock.state() == 1
                && callers.stream().allMatch(caller -> lock.isQueued(caller.thread)));
        lock.unlock();
        end();
        assertEquals(0, lock.queueLength());
        assertEquals(0, lock.state());
    }

    @Test
    void semaphore() throws Exception {
        Semaphore semaphore = new Semaphore(0, true);
        queue(semaphore::acquire);
        underSignals(() -> semaphore.getQueueLength() == THREADS
                && semaphore.availablePermits() == 0);
        semaphore.release(THREADS);
        end();
        assertEquals(0, semaphore.availablePermits());
    }

    @Test
    void latch() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        queue(latch::await);
        underSignals(() -> latch.getCount() == 1);
        latch.countDown();
        end();
    }

    @Test
    void condition() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        queue(() -> {
            lock.lock();
            try {
                condition.await();
            } finally {
                lock.unlock();
            }
        });
        underSignals(() -> {
            lock.lock();
            try {
                return lock.hasWaiters(condition) && lock.getWaitQueueLength(condition) == THREADS
                        && lock.getQueueLength() == 0;
            } finally {
                lock.unlock();
            }
        });
        lock.lock();
        condition.signalAll();
        assertFalse(lock.hasWaiters(condition));
        lock.unlock();
        end();
    }

    /** No node is left behind in the condition's list, and none is put in ahead of time. */
    @Test
    void conditionListIsItsWaiters() throws Exception {
        Jvm.Result result = new Jvm()
                .option("--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED")
                .agent(Path.of(System.getProperty("taskwork.agent")))
                .defaultClassPath()
                .run(300, ConditionList.class.getName(),
                        "" + Long.getLong("condition.signals", 200_000));
        assertEquals(0, result.exitCode(), result.output());
    }

    private void queue(Scene.Step step) {
        callers.clear();
        for (int i = 0; i < THREADS; i++) {
            callers.add(new Caller(new Scene(0).run(step), Await.LIMIT).start());
        }
    }

    private void underSignals(BooleanSupplier asEver) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong signals = new AtomicLong();
        AtomicLong ran = new AtomicLong();
        Thread signaller = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; !stop.get(); i++) {
                Thread target = callers.get(i % THREADS).thread;
                boolean yields = i % 3 == 0;
                TaskWorks.add(target, () -> {
                    if (yields) {
                        Thread.yield();
                    }
                    ran.incrementAndGet();
                }, Notify.SIGNAL);
                signals.incrementAndGet();
                if (i % THREADS == 0) {
                    Thread.yield();
                }
            }
        });
        long deadline = System.nanoTime() + Await.LIMIT.toNanos();
        try {
            for (int looks = 0; looks < LOOKS || ran.get() < LEAST_SIGNALS; looks++) {
                assertTrue(asEver.getAsBoolean(), "look " + looks + " after " + signals);
                assertTrue(System.nanoTime() - deadline < 0, "too slow");
            }
        } finally {
            stop.set(true);
            signaller.join();
        }
    }

    private void end() {
        for (Caller caller : callers) {
            assertEquals("done", caller.awaitEnd());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import io.taskwork.support.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 4: timed waits end on time under many SIGNALs, and items arrive. SignalIT is about it as
 * well.
 */
class BlockingCallGoesOnIT {
    private static final long WAIT_MILLIS = 400;

    /** A wait that takes longer starts over at each SIGNAL, and never ends. */
    private static final long LATE_MILLIS = 3_000;

    /**
     * One right try is enough, since a busy machine may be late, or too slow for so many SIGNALs,
     * by itself.
     */
    private static final int ATTEMPTS = 20;

    record Timed(String name, Wait call) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Wait {
        /** Returns false if it ended for another reason than the time. */
        boolean timesOut() throws Exception;
    }

    static Stream<Timed> timed() throws Exception {
        TimeUnit ms = TimeUnit.MILLISECONDS;
        ReentrantLock held = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            held.lock();
            locked.countDown(); // and never unlocks
        });
        Await.passed("locked", locked);
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        return Stream.of(
                new Timed("sleep", () -> {
                    Thread.sleep(WAIT_MILLIS);
                    return true;
                }),
                new Timed("LinkedBlockingQueue.poll",
                        () -> new LinkedBlockingQueue<>().poll(WAIT_MILLIS, ms) == null),
                new Timed("SynchronousQueue.poll",
                        () -> new SynchronousQueue<>().poll(WAIT_MILLIS, ms) == null),
                new Timed("CountDownLatch.await",
                        () -> !new CountDownLatch(1).await(WAIT_MILLIS, ms)),
                new Timed("Semaphore.tryAcquire",
                        () -> !new Semaphore(0).tryAcquire(WAIT_MILLIS, ms)),
                new Timed("ReentrantLock.tryLock", () -> !held.tryLock(WAIT_MILLIS, ms)),
                new Timed("Condition.await", () -> {
                    lock.lock();
                    try {
                        return !condition.await(WAIT_MILLIS, ms);
                    } finally {
                        lock.unlock();
                    }
                }),
                new Timed("CompletableFuture.get", () -> {
                    try {
                        new CompletableFuture<>().get(WAIT_MILLIS, ms);
                        return false;
                    } catch (TimeoutException e) {
                        return true;
                    }
                }),
                new Timed("Exchanger.exchange", () -> {
                    try {
                        new Exchanger<>().exchange("x", WAIT_MILLIS, ms);
                        return false;
                    } catch (TimeoutException e) {
                        return true;
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("timed")
    void endsNeitherEarlyNorMuchLate(Timed timed) {
        AtomicInteger ran = new AtomicInteger();
        Subject probe = Subject.start(() -> underRain(timed, ran));
        long end = System.nanoTime() + Await.LIMIT.toNanos();
        while (!probe.isOver() && System.nanoTime() - end < 0) {
            int before = ran.get();
            if (!TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.SIGNAL)) {
                break;
            }
            Await.until("a SIGNAL did not run", () -> ran.get() > before);
        }
        assertTrue(probe.isOver(), "does not end under SIGNALs");
        probe.endsWith("in time");
    }

    private static String underRain(Timed timed, AtomicInteger ran) throws Exception {
        String seen = "";
        for (int i = 0; i < ATTEMPTS; i++) {
            int before = ran.get();
            long start = System.nanoTime();
            if (!timed.call.timesOut()) {
                return "ended for another reason";
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (millis < WAIT_MILLIS) {
                return "early: " + millis + " ms";
            }
            int signals = ran.get() - before;
            if (millis < WAIT_MILLIS + LATE_MILLIS && signals > 10) {
                Tries.took(timed.name, i + 1, ATTEMPTS);
                return "in time";
            }
            seen += millis + " ms, " + signals + " SIGNALs; ";
        }
        return "late, or no rain: " + seen;
    }

    /**
     * Items are handed over under many SIGNALs: none is lost, none comes twice, and they stay in
     * order.
     */
    @Test
    void everyItemArrives() {
        int items = 5_000;
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        LinkedBlockingQueue<Integer> second = new LinkedBlockingQueue<>(1);
        Subject giver = Subject.start(() -> {
            for (int i = 0; i < items; i++) {
                queue.put(i);
            }
            return null;
        });
        Subject middle = Subject.start(() -> {
            for (int i = 0; i < items; i++) {
                second.put(queue.take());
            }
            return null;
        });
        List<Integer> taken = new ArrayList<>();
        Subject taker = Subject.start(() -> {
            for (int i = 0; i < items; i++) {
                taken.add(second.take());
            }
            return null;
        });
        AtomicInteger ran = new AtomicInteger();
        int added = 0;
        while (!taker.isOver()) {
            for (Subject probe : List.of(giver, middle, taker)) {
                added += TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.SIGNAL) ? 1 : 0;
            }
            int target = added - 30;
            Await.until("SIGNALs do not run", () -> ran.get() >= target);
        }
        giver.result();
        middle.result();
        taker.result();
        assertEquals(items, taken.size());
        for (int i = 0; i < items; i++) {
            assertEquals(i, taken.get(i));
        }
        assertEquals(added, ran.get());
    }
}

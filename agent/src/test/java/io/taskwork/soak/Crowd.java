// SPDX-License-Identifier: Apache-2.0
package io.taskwork.soak;

import io.taskwork.Mask;
import io.taskwork.TaskWorks;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A fixed number of places for threads that come, block in one way or another, and go. */
final class Crowd {
    private static final int LOCKS = 64;
    private static final int PLATFORM_EVERY = 2_000;

    final AtomicReferenceArray<Thread> places;
    private final Ledger ledger;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Condition[] conditions = new Condition[LOCKS];
    private final Semaphore semaphore = new Semaphore(LOCKS);
    private volatile boolean over;

    Crowd(int size, Ledger ledger) {
        places = new AtomicReferenceArray<>(size);
        this.ledger = ledger;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock(i % 2 == 0);
            conditions[i] = locks[i].newCondition();
        }
    }

    /** Fills a place; the thread that leaves it calls this again, for the next one. */
    void enter(int place) {
        if (over) {
            places.set(place, null);
            return;
        }
        Thread.Builder builder =
                place % PLATFORM_EVERY == 0 ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
        Thread thread = builder.unstarted(() -> {
            try {
                live(ThreadLocalRandom.current().nextInt(3));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // nobody interrupts anybody here
            } finally {
                ledger.gone.increment();
                enter(place);
            }
        });
        ledger.born.increment();
        places.set(place, thread);
        thread.start();
    }

    private void live(int rounds) throws InterruptedException {
        for (int i = 0; i <= rounds && !over; i++) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            int which = random.nextInt(LOCKS);
            switch (random.nextInt(8)) {
                case 0 -> sleep(random.nextInt(200));
                case 1 -> {
                    locks[which].lock();
                    Thread.yield();
                    locks[which].unlock();
                }
                case 2 -> {
                    if (locks[which].tryLock(1, TimeUnit.MILLISECONDS)) {
                        conditions[which].await(random.nextInt(100), TimeUnit.MILLISECONDS);
                        conditions[which].signal();
                        locks[which].unlock();
                    }
                }
                case 3 -> {
                    semaphore.acquire();
                    Thread.yield();
                    semaphore.release();
                }
                case 4 -> {
                    try (Mask mask = TaskWorks.mask()) {
                        LockSupport.parkNanos(random.nextInt(1_000_000));
                    }
                }
                case 5 -> {
                    synchronized (locks[which]) {
                        locks[which].wait(1 + random.nextInt(50));
                    }
                }
                case 6 -> TaskWorks.run();
                default -> LockSupport.parkNanos(random.nextInt(100_000_000));
            }
        }
    }

    private void sleep(int millis) throws InterruptedException {
        long start = System.nanoTime();
        Thread.sleep(millis);
        if (System.nanoTime() - start < millis * 1_000_000L) {
            ledger.early.increment();
        }
    }

    void end() {
        over = true;
    }
}

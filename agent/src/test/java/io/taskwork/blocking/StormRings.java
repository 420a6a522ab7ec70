// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Threads that hand a turn round; callbacks count under the same lock. */
abstract class StormRings implements StormScene {
    private static final int THREADS = 6;

    private final AtomicLong atomicCalls = new AtomicLong();
    long turn;
    long calls;
    boolean stop;

    static StormScene onFairLock() {
        return new OnFairLock();
    }

    static StormScene onMonitor() {
        return new OnMonitor();
    }

    @Override
    public List<Scene.Step> workers() {
        List<Scene.Step> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int me = i;
            workers.add(() -> {
                for (long round = 0; round(me); round++) {
                    StormRun.breathe(round);
                }
            });
        }
        return workers;
    }

    boolean isTurn(int me) {
        return turn % THREADS == me;
    }

    /** Takes one turn; returns false at the end. */
    abstract boolean round(int me) throws InterruptedException;

    /** Counts under the lock, not atomically. */
    abstract void count(RandomGenerator random);

    @Override
    public void callback(RandomGenerator random) {
        count(random);
        atomicCalls.incrementAndGet();
    }

    @Override
    public long check() {
        StormQueues.requireEqual("calls counted", atomicCalls.get(), calls);
        return turn;
    }

    private static final class OnFairLock extends StormRings {
        private final ReentrantLock lock = new ReentrantLock(true);
        private final Condition turned = lock.newCondition();

        @Override
        boolean round(int me) throws InterruptedException {
            lock.lock();
            try {
                while (!stop && !isTurn(me)) {
                    turned.await();
                }
                turn++;
                turned.signalAll();
                return !stop;
            } finally {
                lock.unlock();
            }
        }

        @Override
        void count(RandomGenerator random) {
            lock.lock();
            try {
                calls++;
                if (random.nextInt(4) == 0) {
                    Thread.yield();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void stop() {
            lock.lock();
            try {
                stop = true;
                turned.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class OnMonitor extends StormRings {
        @Override
        synchronized boolean round(int me) throws InterruptedException {
            while (!stop && !isTurn(me)) {
                wait();
            }
            turn++;
            notifyAll();
            return !stop;
        }

        @Override
        synchronized void count(RandomGenerator random) {
            calls++;
            if (random.nextInt(4) == 0) {
                Thread.yield();
            }
        }

        @Override
        public synchronized void stop() {
            stop = true;
            notifyAll();
        }
    }
}

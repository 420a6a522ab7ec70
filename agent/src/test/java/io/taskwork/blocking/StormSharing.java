// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/** A semaphore and an exchanger; callbacks take permits and exchange as well. */
abstract class StormSharing implements StormScene {
    private static final int THREADS = 6;

    final LongAdder rounds = new LongAdder();
    volatile boolean stop;

    static StormScene semaphore() {
        return new Permits();
    }

    static StormScene exchanger() {
        return new Exchange();
    }

    abstract void round() throws Exception;

    @Override
    public List<Scene.Step> workers() {
        return Collections.nCopies(THREADS, () -> {
            for (long i = 0; !stop; i++) {
                round();
                rounds.increment();
                StormRun.breathe(i);
            }
        });
    }

    @Override
    public void stop() throws Exception {
        stop = true;
    }

    private static final class Permits extends StormSharing {
        private static final int PERMITS = 2;

        private final Semaphore semaphore = new Semaphore(PERMITS, true);
        private final AtomicInteger held = new AtomicInteger();

        @Override
        void round() throws InterruptedException {
            semaphore.acquire();
            use();
        }

        /**
         * Takes a permit, but not by acquire, since a callback may run in yield while its thread
         * holds one.
         */
        @Override
        public void callback(RandomGenerator random) throws InterruptedException {
            if (semaphore.tryAcquire(random.nextInt(100_000), TimeUnit.NANOSECONDS)) {
                use();
            }
        }

        private void use() {
            if (held.incrementAndGet() > PERMITS) {
                throw new AssertionError("more permits than there are");
            }
            Thread.yield();
            held.decrementAndGet();
            semaphore.release();
        }

        @Override
        public long check() {
            StormQueues.requireEqual("permits", PERMITS, semaphore.availablePermits());
            return rounds.sum();
        }
    }

    private static final class Exchange extends StormSharing {
        private final Exchanger<Long> exchanger = new Exchanger<>();
        private final AtomicLong next = new AtomicLong();
        private final LongAdder given = new LongAdder();
        private final LongAdder taken = new LongAdder();
        private final AtomicInteger running = new AtomicInteger(THREADS);

        @Override
        public List<Scene.Step> workers() {
            Scene.Step worker = super.workers().getFirst(); // all are the same
            return Collections.nCopies(THREADS, () -> {
                worker.run();
                running.decrementAndGet();
            });
        }

        @Override
        void round() throws InterruptedException {
            long item = next.incrementAndGet();
            long other = exchanger.exchange(item);
            given.add(item);
            taken.add(other);
        }

        @Override
        public void callback(RandomGenerator random) throws InterruptedException {
            meet(random.nextInt(100_000));
        }

        private void meet(long nanos) throws InterruptedException {
            long item = next.incrementAndGet();
            try {
                long other = exchanger.exchange(item, nanos, TimeUnit.NANOSECONDS);
                given.add(item);
                taken.add(other);
            } catch (TimeoutException e) {
                // Nobody came.
            }
        }

        /** Ends the exchanges, since the last threads would wait for a partner forever. */
        @Override
        public void stop() throws InterruptedException {
            stop = true;
            while (running.get() != 0) {
                meet(1_000_000);
            }
        }

        @Override
        public long check() {
            StormQueues.requireEqual("sum of the items", given.sum(), taken.sum());
            return rounds.sum();
        }
    }
}

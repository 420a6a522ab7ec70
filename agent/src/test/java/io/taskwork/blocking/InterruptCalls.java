// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Calls that an interrupt ends. */
final class InterruptCalls {
    /** A call that an interrupt ends; a release ends it as well. */
    record Call(Scene.Step block, Scene.Step release) {}

    interface Maker {
        Call make();
    }

    record Named(String name, Maker maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    private InterruptCalls() {}

    static List<Named> all() {
        List<Named> calls = new ArrayList<>();
        calls.add(new Named("lockInterruptibly", () -> lock(new ReentrantLock())));
        calls.add(new Named("fair lockInterruptibly", () -> lock(new ReentrantLock(true))));
        calls.add(new Named("lockInterruptibly of the Long twin", () -> lock(new LongMutex())));
        calls.add(new Named("await", InterruptCalls::await));
        calls.add(new Named("awaitNanos", InterruptCalls::awaitNanos));
        calls.add(new Named("Semaphore.acquire", () -> {
            Semaphore semaphore = new Semaphore(0, true);
            return new Call(semaphore::acquire, semaphore::release);
        }));
        calls.add(new Named("ArrayBlockingQueue.take", () -> {
            ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
            return new Call(queue::take, () -> queue.add("item"));
        }));
        calls.add(new Named("CountDownLatch.await", () -> {
            CountDownLatch latch = new CountDownLatch(1);
            return new Call(latch::await, latch::countDown);
        }));
        calls.add(new Named("Object.wait", InterruptCalls::objectWait));
        calls.add(new Named("sleep", () -> new Call(() -> Thread.sleep(1), () -> {})));
        return calls;
    }

    private static Call lock(Lock lock) {
        lock.lock();
        return new Call(() -> {
            lock.lockInterruptibly();
            lock.unlock();
        }, lock::unlock);
    }

    private static Call await() {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        boolean[] open = new boolean[1];
        return condition(lock, condition, open, () -> {
            while (!open[0]) {
                condition.await();
            }
        });
    }

    private static Call awaitNanos() {
        ReentrantLock lock = new ReentrantLock(true);
        Condition condition = lock.newCondition();
        boolean[] open = new boolean[1];
        return condition(lock, condition, open, () -> {
            while (!open[0]) {
                condition.await(Await.LONG.toNanos(), NANOSECONDS);
            }
        });
    }

    private static Call condition(
            Lock lock, Condition condition, boolean[] open, Scene.Step wait) {
        return new Call(() -> {
            lock.lock();
            try {
                wait.run();
            } finally {
                lock.unlock();
            }
        }, () -> {
            lock.lock();
            open[0] = true;
            condition.signalAll();
            lock.unlock();
        });
    }

    private static Call objectWait() {
        boolean[] open = new boolean[1];
        return new Call(() -> {
            synchronized (open) {
                while (!open[0]) {
                    open.wait();
                }
            }
        }, () -> {
            synchronized (open) {
                open[0] = true;
                open.notifyAll();
            }
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A call in which a thread blocks, how it is released, and what must be so afterwards. */
record Spot(String name, boolean platformToo, Call block, Call release, Call sound) {
    interface Call {
        void run() throws Exception;
    }

    /**
     * Returns whether the thread blocks in a method that is {@code @ReservedStackAccess}: the JVM
     * lets such a method end in spite of an overflow above it, and then throws the error from it.
     */
    boolean isReserved() {
        return name.endsWith("lock");
    }

    boolean isMonitor() {
        return name.equals("Object.wait");
    }

    @Override
    public String toString() {
        return name;
    }

    /** Returns fresh spots, for one use each. */
    static List<Spot> all() {
        List<Spot> spots = new ArrayList<>();
        boolean[] go = {false};
        spots.add(new Spot("park", true, () -> {
            while (!go[0]) {
                LockSupport.park();
            }
        }, () -> go[0] = true, () -> {}));
        CountDownLatch latch = new CountDownLatch(1);
        spots.add(new Spot("latch", true, latch::await, latch::countDown, () -> {}));
        locks(spots, "lock", new ReentrantLock());
        locks(spots, "fair lock", new ReentrantLock(true));
        condition(spots, new ReentrantLock());
        Semaphore semaphore = new Semaphore(0);
        spots.add(new Spot("semaphore", true, semaphore::acquire, semaphore::release,
                () -> require(semaphore.availablePermits() == 0 && !semaphore.hasQueuedThreads())));
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        spots.add(new Spot("queue", true, () -> require(queue.take().equals("item")),
                () -> queue.put("item"), () -> require(queue.isEmpty())));
        CompletableFuture<String> future = new CompletableFuture<>();
        spots.add(new Spot("future", true, () -> require(future.get().equals("value")),
                () -> future.complete("value"),
                () -> require(future.getNumberOfDependents() == 0)));
        monitor(spots);
        return spots;
    }

    private static void locks(List<Spot> spots, String name, ReentrantLock lock) {
        Semaphore hold = new Semaphore(0);
        CountDownLatch held = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            lock.lock();
            held.countDown();
            hold.acquireUninterruptibly();
            lock.unlock();
        });
        spots.add(new Spot(name, true, () -> {
            held.await();
            lock.lock();
            require(lock.getHoldCount() == 1);
            lock.unlock();
        }, hold::release, () -> {
            require(!lock.hasQueuedThreads());
            lock.lock(); // run by the test's thread
            lock.unlock();
        }));
    }

    private static void condition(List<Spot> spots, ReentrantLock lock) {
        Condition condition = lock.newCondition();
        boolean[] go = {false};
        spots.add(new Spot("condition", true, () -> {
            lock.lock();
            while (!go[0]) {
                condition.await();
            }
            require(lock.getHoldCount() == 1);
            lock.unlock();
        }, () -> {
            lock.lock();
            go[0] = true;
            condition.signal();
            lock.unlock();
        }, () -> {
            lock.lock();
            require(!lock.hasWaiters(condition) && !lock.hasQueuedThreads());
            lock.unlock();
        }));
    }

    private static void monitor(List<Spot> spots) {
        boolean[] go = {false};
        spots.add(new Spot("Object.wait", false, () -> {
            synchronized (go) {
                while (!go[0]) {
                    go.wait();
                }
                require(Thread.holdsLock(go));
            }
        }, () -> {
            synchronized (go) {
                go[0] = true;
                go.notifyAll();
            }
        }, () -> {
            synchronized (go) {
                require(go[0]);
            }
        }));
    }

    private static void require(boolean condition) {
        Await.require(condition, "not sound");
    }
}

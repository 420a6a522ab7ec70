// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Calls in which two threads wait for the same thing, and one of it comes to the one whose turn it
 * is: which of them gets it if that one runs a callback?
 */
final class Takers {
    /** The thread that gets it. */
    enum Whose {
        NEXT("the next in line that is not busy, after 1 to 2 ms"),
        NEXT_LATE("the next in line that is not busy, within some milliseconds"),
        BUSY("the busy thread, when its callback is over");

        final String text;

        Whose(String text) {
            this.text = text;
        }
    }

    /**
     * A call.
     *
     * @param lifo whether it is the turn of the thread that came last
     * @param maker sets up a queue in which both wait, and what brings one thing and then another
     */
    record Taker(String call, Whose whose, boolean lifo, Queues.Maker maker) {
        boolean passesOn() {
            return whose != Whose.BUSY;
        }

        @Override
        public String toString() {
            return call;
        }
    }

    /** The signal passes on, and the next waiter also looks by itself. */
    static final String DELAYED = "DelayQueue.take(), of an element that comes";

    /** The time after which a {@link Late} is due, however long everything else takes. */
    private static final long DELAY = 20_000_000L;

    private Takers() {}

    static List<Taker> all() {
        List<Taker> takers = new ArrayList<>();
        addBounded(takers, "ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(1));
        addBounded(takers, "ArrayBlockingQueue(fair)", () -> new ArrayBlockingQueue<>(1, true));
        addBounded(takers, "LinkedBlockingQueue", () -> new LinkedBlockingQueue<>(1));
        addBounded(takers, "LinkedBlockingDeque", () -> new LinkedBlockingDeque<>(1));
        addTake(takers, "PriorityBlockingQueue", Whose.NEXT, false, PriorityBlockingQueue::new);
        addDelay(takers);
        addTake(takers, "SynchronousQueue", Whose.BUSY, true, SynchronousQueue::new);
        addTake(takers, "SynchronousQueue(fair)", Whose.BUSY, false,
                () -> new SynchronousQueue<>(true));
        addTake(takers, "LinkedTransferQueue", Whose.BUSY, false, LinkedTransferQueue::new);
        addSignal(takers, "ReentrantLock", ReentrantLock::new);
        addSignal(takers, "ReentrantLock(fair)", () -> new ReentrantLock(true));
        addSignal(takers, "AbstractQueuedLongSynchronizer", LongMutex::new);
        return takers;
    }

    private static void addBounded(
            List<Taker> takers, String name, Supplier<BlockingQueue<Integer>> newQueue) {
        addTake(takers, name, Whose.NEXT, false, newQueue);
        addPut(takers, name + ".put(x)", newQueue, queue -> queue.put(2));
        addPut(takers, name + ".offer(x, time)", newQueue,
                queue -> queue.offer(2, Await.LONG.toNanos(), NANOSECONDS));
    }

    private static void addTake(List<Taker> takers, String name, Whose whose, boolean lifo,
            Supplier<BlockingQueue<Integer>> newQueue) {
        takers.add(new Taker(name + ".take()", whose, lifo, () -> {
            BlockingQueue<Integer> queue = newQueue.get();
            return both(queue::take, () -> queue.put(1));
        }));
        takers.add(new Taker(name + ".poll(time)", whose, lifo, () -> {
            BlockingQueue<Integer> queue = newQueue.get();
            return both(() -> require(queue.poll(Await.LONG.toNanos(), NANOSECONDS) != null),
                    () -> queue.put(1));
        }));
    }

    /** The step of a putting thread. */
    private interface Put {
        void to(BlockingQueue<Integer> queue) throws InterruptedException;
    }

    private static void addPut(
            List<Taker> takers, String call, Supplier<BlockingQueue<Integer>> newQueue, Put put) {
        takers.add(new Taker(call, Whose.NEXT, false, () -> {
            BlockingQueue<Integer> queue = newQueue.get();
            queue.put(1);
            return both(() -> put.to(queue), queue::take);
        }));
    }

    /** An element of a {@code DelayQueue}, which is not due, and then about to be, until it is. */
    private static final class Late implements Delayed {
        private volatile boolean due;

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due ? -1L : DELAY, NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(NANOSECONDS), other.getDelay(NANOSECONDS));
        }

        void fallDue() {
            due = true;
        }
    }

    private static void addDelay(List<Taker> takers) {
        takers.add(new Taker(DELAYED, Whose.NEXT, false, () -> {
            DelayQueue<Late> queue = new DelayQueue<>();
            return both(queue::take, () -> {
                Late item = new Late();
                item.fallDue();
                queue.put(item);
            });
        }));
        // The first is the leader: it waits for the time that the head's delay has.
        takers.add(new Taker("DelayQueue.take(), of the element that it waits for",
                Whose.NEXT_LATE, false, () -> {
            DelayQueue<Late> queue = new DelayQueue<>();
            Late head = new Late();
            Late second = new Late();
            queue.put(head);
            queue.put(second);
            return new Queues.Queue(queue::take, queue::take, head::fallDue, second::fallDue);
        }));
    }

    private static void addSignal(List<Taker> takers, String name, Supplier<Lock> newLock) {
        takers.add(new Taker("await() on a condition of " + name + ", signal()", Whose.BUSY, false,
                () -> {
                    Lock lock = newLock.get();
                    Condition condition = lock.newCondition();
                    return both(() -> {
                        lock.lock();
                        try {
                            condition.await();
                        } finally {
                            lock.unlock();
                        }
                    }, () -> {
                        lock.lock();
                        condition.signal();
                        lock.unlock();
                    });
                }));
    }

    private static Queues.Queue both(Scene.Step wait, Scene.Step one) {
        return new Queues.Queue(wait, wait, one, one);
    }
}

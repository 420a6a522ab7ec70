// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

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
import java.util.function.Supplier;

/** Checks of all blocking queues, in the same way. */
final class QueueChecks {
    private static final int ITEMS = 60;

    private QueueChecks() {}

    static void addTo(List<Check> checks) {
        bounded(checks, "ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(2));
        bounded(checks, "ArrayBlockingQueue(fair)", () -> new ArrayBlockingQueue<>(2, true));
        bounded(checks, "LinkedBlockingQueue", () -> new LinkedBlockingQueue<>(2));
        bounded(checks, "LinkedBlockingDeque", () -> new LinkedBlockingDeque<>(2));
        queue(checks, "PriorityBlockingQueue", false, PriorityBlockingQueue::new);
        queue(checks, "LinkedTransferQueue", true, LinkedTransferQueue::new);
        handOff(checks, "SynchronousQueue", SynchronousQueue::new);
        handOff(checks, "SynchronousQueue(fair)", () -> new SynchronousQueue<>(true));
        transfer(checks);
        delay(checks);
    }

    private static void queue(
            List<Check> checks, String name, boolean fifo, Supplier<BlockingQueue<Integer>> maker) {
        checks.add(new Check(
                name + " passes each item on once", s -> passes(s, fifo, maker.get())));
        checks.add(new Check(name + ".take and poll are interrupted", s -> {
            BlockingQueue<Integer> queue = maker.get();
            s.interruptible(queue::take);
            s.interruptible(() -> queue.poll(1L << 60, NANOSECONDS));
            s.interruptedBefore(queue::take);
            Subject taker = s.blocked(queue::take);
            queue.put(7);
            equal(7, taker.result());
        }));
        checks.add(new Check(name + ".poll times out", s -> {
            BlockingQueue<Integer> queue = maker.get();
            s.timesOut(null, () -> queue.poll(SHORT_NANOS, NANOSECONDS));
            equal(0, queue.size());
        }));
    }

    private static void bounded(
            List<Check> checks, String name, Supplier<BlockingQueue<Integer>> maker) {
        queue(checks, name, true, maker);
        checks.add(new Check(name + ".put waits for room", s -> {
            BlockingQueue<Integer> queue = maker.get();
            queue.put(1);
            queue.put(2);
            s.timesOut(false, () -> queue.offer(3, SHORT_NANOS, NANOSECONDS));
            s.interruptible(() -> {
                queue.put(3);
                return null;
            });
            Subject putter = s.blocked(() -> {
                queue.put(4);
                return null;
            });
            equal(2, queue.size());
            equal(1, queue.take());
            putter.result();
            equal(List.of(2, 4), new ArrayList<>(queue));
        }));
    }

    private static void handOff(
            List<Check> checks, String name, Supplier<BlockingQueue<Integer>> maker) {
        queue(checks, name, false, maker);
        checks.add(new Check(name + ".put waits for a taker", s -> {
            BlockingQueue<Integer> queue = maker.get();
            s.timesOut(false, () -> queue.offer(1, SHORT_NANOS, NANOSECONDS));
            s.interruptible(() -> {
                queue.put(2);
                return null;
            });
            equal(null, queue.poll());
            Subject putter = s.blocked(() -> {
                queue.put(3);
                return null;
            });
            equal(3, queue.take());
            putter.result();
        }));
    }

    /**
     * Checks two producers and two consumers: nothing is lost or doubled, and each producer's items
     * come in order.
     */
    private static void passes(Scope s, boolean fifo, BlockingQueue<Integer> queue) {
        List<Subject> producers = new ArrayList<>();
        for (int p = 0; p < 2; p++) {
            int first = p * ITEMS;
            producers.add(s.start(() -> {
                for (int i = 0; i < ITEMS; i++) {
                    queue.put(first + i);
                }
                return null;
            }));
        }
        List<Subject> consumers = s.start(2, () -> {
            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                taken.add(queue.take());
            }
            return taken;
        });
        s.results(producers);
        boolean[] seen = new boolean[2 * ITEMS];
        for (Subject consumer : consumers) {
            int[] last = {-1, -1};
            for (Object item : (List<?>) consumer.result()) {
                int value = (Integer) item;
                require(!seen[value], "twice: " + value);
                seen[value] = true;
                require(!fifo || value > last[value / ITEMS], "out of order: " + value);
                last[value / ITEMS] = value;
            }
        }
        require(queue.isEmpty(), "something is left");
    }

    private static void transfer(List<Check> checks) {
        checks.add(new Check("LinkedTransferQueue.transfer waits for a taker", s -> {
            LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
            s.timesOut(false, () -> queue.tryTransfer(1, SHORT_NANOS, NANOSECONDS));
            s.interruptible(() -> {
                queue.transfer(2);
                return null;
            });
            Subject giver = s.blocked(() -> {
                queue.transfer(3);
                return null;
            });
            equal(List.of(3), new ArrayList<>(queue));
            equal(3, queue.take());
            giver.result();
        }));
    }

    private record Due(long nanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanos - System.nanoTime(), NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(nanos, ((Due) other).nanos);
        }
    }

    private static void delay(List<Check> checks) {
        checks.add(new Check("DelayQueue gives nothing before its time, and the first first", s -> {
            DelayQueue<Due> queue = new DelayQueue<>();
            List<Subject> takers = s.start(3, () -> {
                Due due = queue.take();
                require(System.nanoTime() - due.nanos >= 0, "early");
                return due;
            });
            long now = System.nanoTime();
            for (int i = 3; i > 0; i--) {
                queue.put(new Due(now + i * SHORT_NANOS / 2));
            }
            equal(3L, takers.stream().map(Subject::result).distinct().count());
        }));
        checks.add(new Check("DelayQueue is interrupted and times out", s -> {
            DelayQueue<Due> queue = new DelayQueue<>();
            queue.put(new Due(System.nanoTime() + (1L << 60)));
            s.interruptible(queue::take);
            s.timesOut(null, () -> queue.poll(SHORT_NANOS, NANOSECONDS));
            equal(1, queue.size());
        }));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.taskwork.blocking.Row.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
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

/**
 * Rows of blocking queues. The callback offers to and polls the queue at which its thread waits.
 */
final class QueueRows {
    private record Item(String name, long atNanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atNanos - System.nanoTime(), NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(atNanos, ((Item) other).atNanos);
        }
    }

    private QueueRows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        addTake(rows, "ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(1));
        addPut(rows, "ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(1));
        addTake(rows, "LinkedBlockingQueue", LinkedBlockingQueue::new);
        addPut(rows, "LinkedBlockingQueue", () -> new LinkedBlockingQueue<>(1));
        addTake(rows, "LinkedBlockingDeque", LinkedBlockingDeque::new);
        addPut(rows, "LinkedBlockingDeque", () -> new LinkedBlockingDeque<>(1));
        addDeque(rows);
        addTake(rows, "PriorityBlockingQueue", PriorityBlockingQueue::new);
        addDelay(rows);
        addHandOff(rows, "SynchronousQueue", SynchronousQueue::new);
        addHandOff(rows, "SynchronousQueue(fair)", () -> new SynchronousQueue<>(true));
        addHandOff(rows, "LinkedTransferQueue", LinkedTransferQueue::new);
        addTransfer(rows);
        return rows;
    }

    private static void addTake(
            List<Row> rows, String name, Supplier<BlockingQueue<String>> newQueue) {
        rows.add(Row.of(Where.QUEUE, name + ".take()", s -> {
            BlockingQueue<String> queue = empty(newQueue, s);
            s.call(queue::take).result("item");
        }));
        rows.add(Row.timed(Where.QUEUE, name + ".poll(time)", s -> {
            BlockingQueue<String> queue = empty(newQueue, s);
            s.call(() -> queue.poll(s.nanos, NANOSECONDS)).result("item");
        }));
    }

    private static BlockingQueue<String> empty(
            Supplier<BlockingQueue<String>> newQueue, Scene s) {
        BlockingQueue<String> queue = newQueue.get();
        s.use(() -> {
            require(queue.isEmpty() && queue.offer("other"));
            require("other".equals(queue.poll()));
        });
        s.release(() -> queue.put("item"));
        return queue;
    }

    private static void addPut(
            List<Row> rows, String name, Supplier<BlockingQueue<String>> newQueue) {
        rows.add(Row.of(Where.QUEUE, name + ".put(x)", s -> {
            BlockingQueue<String> queue = full(newQueue, s);
            s.run(() -> queue.put("item"));
        }));
        rows.add(Row.timed(Where.QUEUE, name + ".offer(x, time)", s -> {
            BlockingQueue<String> queue = full(newQueue, s);
            s.call(() -> queue.offer("item", s.nanos, NANOSECONDS)).result(true).late(false);
        }));
    }

    private static BlockingQueue<String> full(
            Supplier<BlockingQueue<String>> newQueue, Scene s) {
        BlockingQueue<String> queue = newQueue.get();
        queue.add("first");
        s.use(() -> {
            require("first".equals(queue.poll()) && queue.offer("other"));
            require(!queue.offer("more") && queue.size() == 1);
        });
        s.release(() -> {
            require("other".equals(queue.take()));
            require("item".equals(queue.take()));
        });
        return queue;
    }

    private static void addDeque(List<Row> rows) {
        rows.add(Row.of(Where.QUEUE, "LinkedBlockingDeque.takeLast()", s -> {
            BlockingDeque<String> deque = new LinkedBlockingDeque<>();
            s.call(deque::takeLast).use(() -> require(deque.pollFirst() == null))
                    .release(() -> deque.putFirst("item")).result("item");
        }));
    }

    private static void addDelay(List<Row> rows) {
        rows.add(Row.of(Where.QUEUE, "DelayQueue.take()", s -> {
            DelayQueue<Item> queue = delayed(s);
            s.call(() -> queue.take().name).result("due");
        }));
        rows.add(Row.timed(Where.QUEUE, "DelayQueue.poll(time)", s -> {
            DelayQueue<Item> queue = delayed(s);
            s.call(() -> {
                Item item = queue.poll(s.nanos, NANOSECONDS);
                return item == null ? null : item.name;
            }).result("due");
        }));
    }

    /** Its head is due much later, so that the caller waits as the leader. */
    private static DelayQueue<Item> delayed(Scene s) {
        DelayQueue<Item> queue = new DelayQueue<>();
        long now = System.nanoTime();
        queue.add(new Item("not due", now + TimeUnit.HOURS.toNanos(1)));
        s.use(() -> {
            require(queue.poll() == null && queue.add(new Item("other", now)));
            require("other".equals(queue.take().name));
        });
        s.release(() -> queue.add(new Item("due", now)));
        return queue;
    }

    private static void addHandOff(
            List<Row> rows, String name, Supplier<BlockingQueue<String>> newQueue) {
        rows.add(Row.of(Where.IN_PLACE, name + ".take()", s -> {
            BlockingQueue<String> queue = newQueue.get();
            s.call(queue::take).use(() -> require(queue.poll() == null))
                    .release(() -> queue.put("item")).result("item");
        }));
        rows.add(Row.timed(Where.IN_PLACE, name + ".poll(time)", s -> {
            BlockingQueue<String> queue = newQueue.get();
            s.call(() -> queue.poll(s.nanos, NANOSECONDS))
                    .use(() -> require(queue.poll() == null))
                    .release(() -> queue.put("item")).result("item");
        }));
        if (newQueue.get() instanceof SynchronousQueue) {
            rows.add(Row.of(Where.IN_PLACE, name + ".put(x)", s -> {
                BlockingQueue<String> queue = newQueue.get();
                s.run(() -> queue.put("item")).use(() -> require(!queue.offer("other")))
                        .release(() -> require("item".equals(queue.take())));
            }));
            rows.add(Row.timed(Where.IN_PLACE, name + ".offer(x, time)", s -> {
                BlockingQueue<String> queue = newQueue.get();
                s.call(() -> queue.offer("item", s.nanos, NANOSECONDS))
                        .use(() -> require(!queue.offer("other")))
                        .release(() -> require("item".equals(queue.take())))
                        .result(true).late(false);
            }));
        }
    }

    private static void addTransfer(List<Row> rows) {
        rows.add(Row.of(Where.IN_PLACE, "LinkedTransferQueue.transfer(x)", s -> {
            LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
            s.run(() -> queue.transfer("item")).use(() -> require(queue.size() == 1))
                    .release(() -> require("item".equals(queue.take())));
        }));
        rows.add(Row.timed(Where.IN_PLACE, "LinkedTransferQueue.tryTransfer(x, time)", s -> {
            LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
            s.call(() -> queue.tryTransfer("item", s.nanos, NANOSECONDS))
                    .use(() -> require(!queue.tryTransfer("other")))
                    .release(() -> require("item".equals(queue.take())))
                    .result(true).late(false);
        }));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;

import io.taskwork.blocking.Row.Where;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Rows of {@code ConcurrentHashMap}: the monitors of its bins, and the lock of a bin that is a
 * tree.
 */
final class MapRows {
    /**
     * A key. All have one hash code, so that they meet in one bin; a key may hold up a search in
     * the tree.
     */
    private static final class Key implements Comparable<Key> {
        private final int number;
        private final CountDownLatch reached;
        private final CountDownLatch gate;

        Key(int number, CountDownLatch reached, CountDownLatch gate) {
            this.number = number;
            this.reached = reached;
            this.gate = gate;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.number == number;
        }

        @Override
        public int compareTo(Key other) {
            if (gate != null) {
                reached.countDown();
                MapRows.await(gate);
            }
            return Integer.compare(number, other.number);
        }
    }

    private MapRows() {}

    static List<Row> all() {
        return List.of(
                Row.of(Where.AFTER, "ConcurrentHashMap.computeIfAbsent(k, f), same bin",
                        MapRows::sameBin),
                Row.of(Where.AFTER, "ConcurrentHashMap.put(k, v), tree bin that is being read",
                        MapRows::treeBin));
    }

    private static void sameBin(Scene s) {
        ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> map.computeIfAbsent("key", key -> {
            computing.countDown();
            await(gate);
            return "first";
        }));
        await(computing);
        s.call(() -> map.computeIfAbsent("key", key -> "second")).result("first");
        s.use(() -> require("first".equals(map.computeIfAbsent("key", key -> "third"))));
        s.blocked(Scene::isBlockedOnMonitor).release(gate::countDown).opened(gate::countDown);
    }

    private static void treeBin(Scene s) {
        // otherwise it is resized
        ConcurrentHashMap<Key, String> map = new ConcurrentHashMap<>(256);
        for (int i = 0; i < 32; i++) {
            map.put(new Key(i, null, null), "value");
        }
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> map.get(new Key(99, reading, gate)));
        await(reading);
        s.call(() -> map.put(new Key(50, null, null), "new"));
        s.use(() -> require("new".equals(map.remove(new Key(50, null, null)))));
        s.release(() -> {
            gate.countDown();
            reader.join();
        }).opened(gate::countDown);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the test forgot a latch");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.Run.Spread;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Closes another thread's memory: through its owner, by SIGNAL, or directly. */
final class ArenaClose implements Experiment {
    private static final String SHARED = "shared, closed by the other thread";
    private static final String CONFINED = "confined, SIGNAL to its owner, waited for";
    private static final String POSTED = "confined, SIGNAL to its owner, not waited for";

    @Override
    public String name() {
        return "arena";
    }

    @Override
    public String about() {
        return """
                Arenas: closing another thread's memory
                A virtual thread owns an arena and is parked, and another thread wants the arena
                closed. It can close a shared arena itself, at the price of a handshake with every
                platform thread. A confined arena is closed by its owner, in a callback, and the
                other thread waits until that is done, or does not wait. There are as many carriers
                as processors.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        for (int fork = 0; fork < bench.rounds(2, 3); fork++) {
            for (int threads : bench.pick(List.of(10), List.of(0, 100, 1_000),
                    List.of(0, 100, 1_000))) {
                bench.fork(1_000 * fork, List.of(AgentJars.taskwork()), ArenaClose.class,
                        threads, bench.pick(1, 5, 5), bench.pick(10, 60, 100));
            }
        }
    }

    /**
     * Takes the number of idle platform threads, the rounds, and the milliseconds of a slice. It
     * must run under the agent.
     */
    public static void main(String[] args) throws Exception {
        int others = Integer.parseInt(args[0]);
        long nanos = Integer.parseInt(args[2]) * 1_000_000L;
        CountDownLatch over = new CountDownLatch(1);
        for (int i = 0; i < others; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        Owner owner = new Owner();
        Thread.ofVirtual().start(() -> {
            try {
                new Slices(String.format(Locale.ROOT, "%,d other platform threads", others))
                        .with(SHARED, () -> slice(nanos, owner, Owner::closeShared))
                        .with(CONFINED, () -> slice(nanos, owner, Owner::closeConfined))
                        .with(POSTED, () -> slice(nanos, owner, Owner::postClose))
                        .run(Integer.parseInt(args[1]));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }).join();
        System.exit(0); // the owner waits forever
    }

    /** A way of closing; it returns the nanoseconds that it took. */
    private interface Close {
        long once(Owner owner) throws InterruptedException;
    }

    private static Map<String, Double> slice(long nanos, Owner owner, Close close)
            throws InterruptedException {
        Histogram closes = Slices.histogram();
        long total = 0;
        long end = System.nanoTime() + nanos;
        do {
            long took = close.once(owner);
            Slices.record(closes, took);
            total += took;
        } while (System.nanoTime() < end);
        Map<String, Double> figures = Slices.percentiles(closes);
        figures.put("mean", (double) total / closes.getTotalCount());
        return figures;
    }

    /** A parked thread on which arenas are made, and which owns them. */
    private static final class Owner {
        private final Thread thread = Thread.ofVirtual().start(() -> {
            while (true) {
                LockSupport.park();
            }
        });
        private MemorySegment memory;
        private Arena arena;
        private volatile boolean done;

        /** Has the owner run it, and waits until it has. */
        private void onOwner(Runnable what) {
            done = false;
            Thread caller = Thread.currentThread();
            TaskWorks.add(thread, () -> {
                what.run();
                done = true;
                LockSupport.unpark(caller);
            }, Notify.SIGNAL);
            while (!done) {
                LockSupport.park();
            }
        }

        private void make(boolean shared) {
            onOwner(() -> {
                arena = shared ? Arena.ofShared() : Arena.ofConfined();
                memory = arena.allocate(64);
            });
        }

        private void checkClosed() {
            if (memory.scope().isAlive()) {
                throw new IllegalStateException("not closed");
            }
        }

        long closeShared() {
            make(true);
            long start = System.nanoTime();
            arena.close();
            long took = System.nanoTime() - start;
            checkClosed();
            return took;
        }

        long closeConfined() {
            make(false);
            long start = System.nanoTime();
            onOwner(arena::close);
            long took = System.nanoTime() - start;
            checkClosed();
            return took;
        }

        long postClose() {
            make(false);
            Runnable close = arena::close;
            long start = System.nanoTime();
            TaskWorks.add(thread, close, Notify.SIGNAL);
            long took = System.nanoTime() - start;
            onOwner(() -> {}); // runs after the close, since works run in order
            checkClosed();
            return took;
        }
    }

    @Override
    public String ratioOf() {
        return "p50";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("p50", "p50, us", 1e3), new Column("mean", "mean, us", 1e3),
                new Column("p99", "p99, us", 1e3));
    }

    @Override
    public List<Versus> summary(Run run) {
        return Versus.of(run, new Pair("100 other platform threads", CONFINED, SHARED), Figure.P50,
                "close another thread's memory, beside 100 platform threads", "`Arena.ofShared`");
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("arena", Kind.SCALING,
                "Arenas: ns to close (p50), by other platform threads", ".*", "p50"));
    }

    @Override
    public List<Goal> goals(Run run) {
        List<Goal> goals = new ArrayList<>();
        for (String row : run.rows()) {
            Spread ratio = run.ratio(row, SHARED, CONFINED, "p50");
            boolean asked = row.startsWith("100 ");
            if (asked && ratio != null) {
                goals.add(Goal.atLeast("100 platform threads: 10 times cheaper than a shared arena",
                        10, ratio.median()));
            }
        }
        return goals;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.Run.Spread;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Measures from one work to a million, and from one thread to 100,000. */
final class Scale implements Experiment {
    private static final String QUEUE = "ConcurrentLinkedQueue";
    private static final List<String> FEW = List.of("1", "10", "100", "1,000");
    private static final List<String> HEAP = List.of("-Xms4g", "-Xmx4g");

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String about() {
        return """
                Scale: works of a thread, threads
                *works*: a thread adds that many works to itself and runs them; the time of one is
                compared with a `ConcurrentLinkedQueue`. *threads woken*: each of that many parked
                threads gets a SIGNAL, until all have run; the time of one is compared with an
                unpark of each. *threads parked*: the heap of a thread that never had a work, after
                a serial collection, in three JVMs. These are interpreted, since how far a compiler got
                with the frames of `park` is chance, and matters more than everything else. A
                compiled frame is smaller.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        List<Integer> sizes = bench.pick(List.of(1, 100), List.of(1, 10, 100, 1_000, 100_000),
                List.of(1, 10, 100, 1_000, 100_000, 1_000_000));
        List<String> agent = new ArrayList<>(HEAP);
        agent.add(AgentJars.taskwork());
        for (int fork = 0; fork < bench.rounds(2, 3); fork++) {
            for (int n : sizes) {
                bench.fork(1_000 * fork, agent, Scale.class, "works", n, bench.pick(1, 3, 5));
            }
        }
        for (int threads : bench.pick(List.of(1, 100), List.of(1, 100, 100_000),
                List.of(1, 10, 100, 1_000, 10_000, 100_000))) {
            bench.fork(0, agent, Scale.class, "woken", threads, bench.pick(1, 5, 11));
        }
        Map<String, List<String>> agents = new LinkedHashMap<>();
        agents.put("no agent", List.of());
        agents.put("empty agent", List.of(AgentJars.empty()));
        agents.put("taskwork agent", List.of(AgentJars.taskwork()));
        for (int round = 0; round < bench.rounds(1, 5); round++) {
            for (String n : bench.pick(List.of("1000"), List.of("100000"),
                    List.of("100000"))) {
                for (Map.Entry<String, List<String>> variant : agents.entrySet()) {
                    List<String> options = new ArrayList<>(HEAP);
                    options.addAll(variant.getValue());
                    options.add("-Xint");
                    options.add("-XX:+UseSerialGC"); // it leaves no gaps, which would count
                    bench.fork(round, options, Scale.class, "parked", n, variant.getKey());
                }
            }
        }
    }

    /** Takes what to measure, how many, and the rounds or the variant's name. */
    public static void main(String[] args) throws Exception {
        int n = Integer.parseInt(args[1]);
        String number = String.format(Locale.ROOT, "%,d ", n);
        switch (args[0]) {
            case "works" -> works(number + "works", n, Integer.parseInt(args[2]));
            case "woken" -> new ParkedThreads(n).wakeAll(number + "threads woken",
                    Integer.parseInt(args[2]));
            default -> Slices.say(new Sample(number + "threads parked", args[2], 0,
                    Map.of("heap", ParkedThreads.bytes(n))));
        }
        System.exit(0);
    }

    private static void works(String row, int n, int rounds) throws InterruptedException {
        Thread.ofVirtual().start(() -> {
            try {
                Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
                Runnable callback = () -> {};
                Thread self = Thread.currentThread();
                new Slices(row).with(QUEUE, () -> each(n, () -> queue.offer(
                        callback), () -> {
                            for (Runnable next; (next = queue.poll()) != null; ) {
                                next.run();
                            }
                        }))
                        .with("taskwork", () -> each(n, () -> TaskWorks.add(
                                self, callback, Notify.NONE), TaskWorks::run))
                        .run(rounds);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }).join();
    }

    /** Runs at least a million works in all, n at a time. */
    private static Map<String, Double> each(int n, Runnable add, Runnable runAll) {
        int times = Math.max(1, 1_000_000 / n);
        long start = System.nanoTime();
        for (int t = 0; t < times; t++) {
            for (int i = 0; i < n; i++) {
                add.run();
            }
            runAll.run();
        }
        return Map.of("ns", (double) (System.nanoTime() - start) / times / n);
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("ns", "ns each", 1), new Column("heap", "B/thread", 1));
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("scale-works", Kind.SCALING,
                        "Scale: ns for an add and a run, by works queued", ".* works", "ns"),
                new Chart("scale-threads", Kind.SCALING,
                        "Scale: ns a thread to wake all, by threads", ".* threads woken", "ns"));
    }

    @Override
    public List<Versus> summary(Run run) {
        List<Versus> rows = new ArrayList<>();
        for (String n : FEW) {
            rows.addAll(Versus.of(run, new Pair(n + " works", "taskwork", QUEUE), Figure.NANOS,
                    "queue work on oneself and run it, " + n + " at a time", "`" + QUEUE + "`"));
        }
        rows.addAll(Versus.of(run, new Pair("100,000 threads woken", "SIGNAL", "unpark"),
                Figure.NANOS, "have 100,000 parked threads run something, each",
                "`unpark`, and each looks"));
        rows.addAll(Versus.of(run, new Pair("100,000 threads parked", "taskwork agent", "no agent"),
                new Figure("heap", "B", 1, false), "heap of a parked thread without works",
                "no agent"));
        return rows;
    }

    @Override
    public List<Goal> goals(Run run) {
        List<Goal> goals = new ArrayList<>();
        for (String n : FEW) {
            Spread ratio = run.ratio(n + " works", "taskwork", QUEUE, "ns");
            goals.add(Goal.atMost(n + " works of one's own: at most 1.0 of a queue", 1,
                    ratio == null ? null : ratio.median()));
        }
        for (String row : run.rows()) {
            Spread with = run.spread(row, "taskwork agent", "heap");
            Spread without = run.spread(row, "no agent", "heap");
            if (with != null && without != null) {
                // All sizes are multiples of 8; the rest is of the agent, and not of each thread.
                goals.add(Goal.atMost(row + ": less than 9 B more than stock (goal 0)", 9,
                        with.median() - without.median()));
            }
        }
        return goals;
    }
}

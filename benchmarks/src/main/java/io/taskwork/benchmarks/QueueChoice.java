// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Jmh;
import io.taskwork.boot.RealQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.RunnerException;

/** Compares the structure of the real queue with two that promise less, without an agent. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = {"-Xms2g", "-Xmx2g",
    "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class QueueChoice implements Experiment {
    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String about() {
        return """
                Queue: which structure
                The real queue is compared with two that promise less: `reversed`, a LIFO list that
                is reversed for each batch, as in Linux, and `linked`, Vyukov's MPSC queue. The time
                of a row is that of all its works, from claim to end; the processor time includes
                the adds of a drain's row.
                """;
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        List<Jmh> variants = new ArrayList<>();
        for (String candidate : List.of("real", "reversed", "linked")) {
            variants.add(new Jmh(candidate, o -> o.param("candidate", candidate)));
        }
        for (String adders : bench.pick(List.of("1"), List.of("1", "4"), List.of("1", "4"))) {
            bench.compare(adders + " adders and a drainer", bench.rounds(1, 3), o -> o
                    .include(name("together")).param("adders", adders)
                    .param("works", "200000"), variants);
        }
        for (String step : List.of("add", "drain")) {
            for (String works : List.of("1000")) {
                bench.compare(step + " only, " + works + " works", bench.rounds(1, 3), o -> o
                        .include(name(step)).param("works", works), variants);
            }
        }
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("ns", "us, all works", 1_000));
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("queue", Kind.RATIOS, "Queue: time against the real one",
                ".*", "ns"));
    }

    private static String name(String method) {
        return "\\." + QueueChoice.class.getSimpleName() + "\\." + method + "$";
    }

    /** A queue and its works. */
    @State(Scope.Benchmark)
    public static class Subject {
        @Param({"real", "reversed", "linked"})
        String candidate;

        @Param({"1000", "1000000"})
        int works;

        Candidate queue;
        Object[] all;
        long ran;

        @Setup(Level.Trial)
        public void create() {
            queue = switch (candidate) {
                case "real" -> new RealQueue();
                case "reversed" -> new ReversedList();
                case "linked" -> new LinkedQueue();
                default -> throw new IllegalArgumentException(candidate);
            };
            all = new Object[works];
            for (int i = 0; i < works; i++) {
                all[i] = queue.newWork(() -> ran++);
            }
        }

        void addAll() {
            for (Object work : all) {
                queue.add(work);
            }
        }

        /** Drains until all works have run, whoever adds them. */
        void drainAll() {
            for (int left = all.length; left > 0; ) {
                int n = queue.drain();
                if (n == 0) {
                    Thread.yield();
                }
                left -= n;
            }
        }
    }

    /** Empties the queue before every invocation. */
    @State(Scope.Benchmark)
    public static class Emptied {
        private boolean added;

        @Setup(Level.Invocation)
        public void empty(Subject subject) {
            if (added) {
                subject.drainAll();
            }
            added = true;
        }
    }

    /** Fills the queue before every invocation. */
    @State(Scope.Benchmark)
    public static class Filled {
        @Setup(Level.Invocation)
        public void fill(Subject subject) {
            subject.addAll();
        }
    }

    /** Threads that add. */
    @State(Scope.Benchmark)
    public static class Adders {
        @Param({"1", "2", "4"})
        int adders;

        AdderTeam team;

        @Setup(Level.Trial)
        public void hire(Subject subject) {
            team = new AdderTeam(i -> subject.queue.add(subject.all[i]),
                    subject.all.length, adders);
        }

        @TearDown(Level.Trial)
        public void dismiss() {
            team.stop();
        }
    }

    @Benchmark
    public void together(Subject subject, Adders adders) {
        adders.team.begin();
        subject.drainAll();
        adders.team.awaitEnd();
    }

    @Benchmark
    public void add(Subject subject, Emptied emptied) {
        subject.addAll();
    }

    @Benchmark
    public void drain(Subject subject, Filled filled) {
        subject.drainAll();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Jmh;
import io.taskwork.benchmarks.Run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.RunnerException;

/** What an add costs the adding platform threads, by mode and by what the target is doing. */
@Fork(value = 1, jvmArgs = {"-Xms1g", "-Xmx1g"})
public class AddCost extends PerOperation {
    /** The adds of all adders together: enough to hide the time in which they start. */
    private static final int ADDS = 40_000;

    private static final List<String> RIVALS = List.of("ConcurrentLinkedQueue", "MpscLinkedQueue",
            "MpscUnboundedArrayQueue", "LinkedTransferQueue", "ForkJoinPool");

    @Param({"parked", "running", "draining"})
    String target;

    @Param({"1", "2", "4", "8"})
    int adders;

    @Param({"NONE", "RESUME", "SIGNAL", "NONE, new", "RESUME, new", "SIGNAL, new", "queue, unpark",
        "ConcurrentLinkedQueue", "MpscLinkedQueue", "MpscUnboundedArrayQueue",
        "LinkedTransferQueue", "ForkJoinPool"})
    String way;

    private AddWay adding;
    private AdderTeam team;

    @Override
    public String name() {
        return "add";
    }

    @Override
    public String about() {
        return """
                Add: what it costs the adder
                The table shows the cost of %,d adds by 1 to 8 platform threads, to a target that is
                parked, that runs and has no run point, or that drains all the time. Works are kept
                and used again; in rows with *new* only the callback is kept, and each add allocates
                its work, as the queues allocate their nodes. The queues notify nobody, and so NONE
                is comparable to them; *queue, unpark* is comparable to SIGNAL.
                """.formatted(ADDS);
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        String taskwork = AgentJars.taskwork();
        List<Jmh> variants = new ArrayList<>();
        variants.add(jmh("ConcurrentLinkedQueue"));
        for (String mode : List.of("NONE", "RESUME", "SIGNAL")) {
            variants.add(jmh(mode));
        }
        variants.add(jmh("NONE, new"));
        variants.add(jmh("queue, unpark"));
        RIVALS.stream().skip(1).forEach(r -> variants.add(jmh(r)));
        if (bench.size == Bench.Size.FULL) {
            variants.add(jmh("RESUME, new"));
            variants.add(jmh("SIGNAL, new"));
        }
        for (String t : List.of("parked", "running", "draining")) {
            for (String n : bench.pick(List.of("1"),
                    t.equals("running") ? List.of("1", "2", "4", "8") : List.of("1"),
                    List.of("1", "2", "4", "8"))) {
                bench.compare(n + " adders, target " + t, bench.rounds(1, 3), o -> o
                        .include("\\." + AddCost.class.getSimpleName() + "\\.add$")
                        .param("target", t).param("adders", n).jvmArgsAppend(taskwork), variants);
            }
        }
    }

    private static Jmh jmh(String way) {
        return new Jmh(way, o -> o.param("way", way));
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("ns", "ns/add", 1), new Column("bytes", "B/add", 1));
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("add", Kind.SCALING, "Add: ns by adders, target running",
                ".*running", "ns"));
    }

    @Override
    public List<Goal> goals(Run run) {
        List<Goal> goals = new ArrayList<>();
        for (String row : run.rows()) {
            Spread none = run.spread(row, "NONE", "ns");
            double best = RIVALS.stream().map(r -> run.spread(row, r, "ns"))
                    .filter(Objects::nonNull).mapToDouble(Spread::median).min().orElse(Double.NaN);
            goals.add(Goal.atMost(row + ": NONE against the best queue, at most 1", 1,
                    none == null ? null : none.median() / best));
        }
        return goals;
    }

    @Setup(Level.Trial)
    public void start() {
        adding = AddWay.of(way, target, ADDS);
        team = new AdderTeam(adding::add, ADDS, adders);
    }

    /** Has the target run all works and return to its state. */
    @Setup(Level.Invocation)
    public void empty() {
        adding.runAll();
    }

    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
        team.stop();
        adding.runAll();
        adding.stop();
    }

    @Benchmark
    @OperationsPerInvocation(ADDS)
    public void add() {
        team.addAll();
    }
}

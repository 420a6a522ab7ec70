// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Jmh;
import io.taskwork.benchmarks.Run.Spread;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** The numbers of adders that the report begins with, which therefore get most rounds. */
    private static final List<String> SHOWN = List.of("1", "4");

    @Param({"parked", "running", "draining"})
    String target;

    @Param({"1", "2", "4", "8"})
    int adders;

    @Param({"NONE", "RESUME", "SIGNAL", "NONE, new", "queue, unpark",
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
                is comparable to them; *queue, unpark* is comparable to SIGNAL. RESUME, and the
                slower rivals, are only in the row of one adder and a running target.
                """.formatted(ADDS);
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        String taskwork = AgentJars.taskwork();
        List<String> few = List.of("ConcurrentLinkedQueue", "NONE", "NONE, new", "SIGNAL",
                "queue, unpark", "MpscLinkedQueue", "MpscUnboundedArrayQueue");
        List<String> all = new ArrayList<>(few);
        all.addAll(List.of("RESUME", "LinkedTransferQueue", "ForkJoinPool"));
        for (String t : List.of("parked", "running", "draining")) {
            boolean running = t.equals("running");
            for (String n : running ? bench.pick(List.of("1"), List.of("1", "2", "4", "8"),
                    List.of("1", "2", "4", "8")) : List.of("1")) {
                bench.compare(n + " adders, target " + t,
                        running && SHOWN.contains(n) ? bench.rounds(3, 7) : bench.rounds(1, 3),
                        o -> o.include("\\." + AddCost.class.getSimpleName() + "\\.add$")
                        .param("target", t).param("adders", n).jvmArgsAppend(taskwork),
                        (running && n.equals("1") ? all : few).stream().map(AddCost::jmh).toList());
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
            Spread ratio = run.ratio(row, "NONE, new", "MpscLinkedQueue", "ns");
            goals.add(Goal.atMost(row + ": NONE, new, at most 1.1 of MpscLinkedQueue", 1.1,
                    ratio == null ? null : ratio.median()));
        }
        return goals;
    }

    @Override
    public List<Retired> retired() {
        return List.of(new Retired("NONE against the best queue, at most 1",
                "MpscUnboundedArrayQueue allocates nothing, and its offers claim no work and ask"
                + " nobody whether the queue is closed"));
    }

    @Override
    public List<Versus> summary(Run run) {
        List<Versus> rows = new ArrayList<>();
        for (String n : SHOWN) {
            String row = n + " adders, target running";
            String what = "add to a running thread, " + n + (n.equals("1") ? " adder" : " adders");
            String best = RIVALS.stream().filter(r -> run.has(row, r, "ns")).min(
                    Comparator.comparing(r -> run.spread(row, r, "ns").median())).orElse("");
            String usual = RIVALS.getFirst();
            rows.addAll(Versus.of(run, new Pair(row, "NONE", usual), Figure.NANOS,
                    what + ", work used again", "`" + usual + "`"));
            rows.addAll(Versus.of(run, new Pair(row, "NONE, new", usual), Figure.NANOS,
                    what + ", new work", "`" + usual + "`"));
            rows.addAll(Versus.of(run, new Pair(row, "NONE", best), Figure.NANOS,
                    what + ", work used again", "the best queue, `" + best + "`"));
        }
        return rows;
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

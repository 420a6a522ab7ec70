// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Flood.Held;
import io.taskwork.benchmarks.Run.Spread;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.util.ArrayList;
import java.util.List;

/** A flood of SIGNALs against a queue by hand, and what one wake per sleep saves in it. */
final class Coalescing implements Experiment {
    private static final String COALESCED = "SIGNAL";
    private static final String EACH = "SIGNAL, each wakes";
    private static final String BY_HAND = "queue, unpark";

    private static final List<Integer> ADDERS = List.of(1, 2, 4, 8);

    /** The two ways that favour either side most; the others are in between. */
    private static final List<Held> SHOWN = List.of(Held.YIELD_BY_64, Held.SLEEP);

    @Override
    public String name() {
        return "coalescing";
    }

    @Override
    public String about() {
        return """
                Coalescing: a flood of works
                Platform threads flood one parked virtual thread with SIGNALs, and are held back
                when 10,000 works wait. *queue, unpark* is the usual code written by hand. Who is
                faster depends on how adders are held back, and therefore all four ways are
                measured: they yield or sleep for 20 us, and the works that wait are counted one by
                one with an `AtomicInteger`, or 64 at once, which costs next to nothing. Adders that
                yield keep adding while the target runs works; those that sleep leave the
                processors to it. *each wakes* is the same agent without coalescing: in a copy of
                the jar an add does not see that a wake is on its way. A wake is a return of the
                target's `park`; works are those that it ran.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        String taskwork = AgentJars.taskwork();
        String twin = TwinJar.withoutCoalescing(AgentJars.taskworkJar());
        for (int fork = 0; fork < bench.rounds(3, 5); fork++) {
            for (String agent : List.of(taskwork, twin)) {
                bench.fork(1_000 * fork, List.of(agent), Coalescing.class, agent.equals(twin),
                        bench.pick(1, 3, 3), bench.pick(20, 100, 120));
            }
        }
    }

    /**
     * Takes whether each SIGNAL wakes, the rounds, and the milliseconds of a slice. It must run
     * under the agent.
     */
    public static void main(String[] args) throws Exception {
        boolean twin = Boolean.parseBoolean(args[0]);
        int millis = Integer.parseInt(args[2]);
        for (Held held : twin ? List.of(Held.YIELD_BY_64) : List.of(Held.values())) {
            for (int adders : ADDERS) {
                Slices slices = new Slices(held.row(adders)).with(twin ? EACH : COALESCED,
                        () -> new Flood(held, false).run(adders, millis));
                if (!twin) {
                    slices.with(BY_HAND, () -> new Flood(held, true).run(adders, millis));
                }
                slices.run(Integer.parseInt(args[1]));
            }
        }
    }

    @Override
    public String ratioOf() {
        return "rate";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("rate", "works/s", 1), new Column("wakes", "wakes per work", 1),
                new Column("cpu", "CPU, ns/work", 1));
    }

    @Override
    public List<Chart> charts() {
        return List.of(
                new Chart("coalescing", Kind.SCALING, "Flood: works/s, adders yield",
                        ".*" + Held.YIELD_BY_64.text, "rate"),
                new Chart("coalescing-sleep", Kind.SCALING, "Flood: works/s, adders sleep",
                        ".*" + Held.SLEEP.text, "rate"));
    }

    @Override
    public List<Goal> goals(Run run) {
        List<Goal> goals = new ArrayList<>();
        for (Held held : SHOWN) {
            for (int adders : ADDERS) {
                String row = held.row(adders);
                goals.add(Goal.atLeast(row + ": SIGNAL at least 1.2 times by hand", 1.2,
                        median(run.ratio(row, COALESCED, BY_HAND, "rate"))));
            }
        }
        String row = Held.YIELD_BY_64.row(4);
        goals.add(Goal.atMost(row + ": without coalescing, works/s of those with it", 1,
                median(run.ratio(row, EACH, COALESCED, "rate"))));
        return goals;
    }

    private static Double median(Spread spread) {
        return spread == null ? null : spread.median();
    }

    @Override
    public List<Versus> summary(Run run) {
        List<Versus> rows = new ArrayList<>();
        for (Held held : SHOWN) {
            for (int adders : ADDERS) {
                rows.addAll(Versus.of(run, new Pair(held.row(adders), COALESCED, BY_HAND),
                        Figure.RATE, "works of a flood, " + held.row(adders),
                        "queue and unpark"));
            }
        }
        return rows;
    }
}

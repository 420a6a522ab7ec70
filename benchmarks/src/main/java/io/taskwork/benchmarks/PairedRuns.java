// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures variants in turn, a short fork of each, round after round (A B C A B C ...), and
 * compares within a round: so what drifts on the machine meanwhile cancels out.
 */
final class PairedRuns {
    /** JMH 1.37 uses what JDK 25 warns of. */
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /** What is measured, or one way of doing it: a name and the options that it needs. */
    record Choice(String name, Consumer<ChainedOptionsBuilder> options) {}

    private record Score(double nanos, double cpuNanos, double bytes) {}

    private final int rounds;
    private final String rows;

    /** Arguments: rounds, then a regular expression for rows; both may be missing. */
    PairedRuns(List<String> args, int rounds, String rows) {
        this.rounds = args.isEmpty() ? rounds : Integer.parseInt(args.get(0));
        this.rows = args.size() < 2 ? rows : args.get(1);
    }

    /** Prints a table for each row that was asked for; the first variant is the measure. */
    void compare(List<Choice> table, List<Choice> variants) throws RunnerException {
        System.out.println(Machine.describe());
        System.out.println(rounds + " rounds; ratios to " + variants.getFirst().name()
                + ": median (lowest to highest) of the rounds; cpu: least of all rounds");
        for (Choice row : table) {
            if (row.name().matches(rows)) {
                compareRow(row, variants);
            }
        }
    }

    private void compareRow(Choice row, List<Choice> variants) throws RunnerException {
        Map<Choice, List<Score>> scores = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Choice variant : variants) {
                scores.computeIfAbsent(variant, v -> new ArrayList<>()).add(run(row, variant));
            }
        }
        System.out.printf("%n%-28s %10s  %-21s %10s %6s %9s%n",
                row.name(), "ns/op", "ratio", "cpu ns/op", "ratio", "B/op");
        for (Choice variant : variants) {
            print(variant.name(), scores.get(variant), scores.get(variants.getFirst()));
        }
    }

    private static Score run(Choice row, Choice variant) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .jvmArgsPrepend(UNSAFE)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(CpuTime.class)
                .addProfiler(GCProfiler.class);
        row.options().accept(options);
        variant.options().accept(options);
        RunResult result = new Runner(options.build()).runSingle();
        return new Score(result.getPrimaryResult().getScore(),
                secondary(result, CpuTime.NAME), secondary(result, "gc.alloc.rate.norm"));
    }

    private static double secondary(RunResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        return found == null ? Double.NaN : found.getScore();
    }

    private static void print(String name, List<Score> scores, List<Score> measure) {
        System.out.printf(Locale.ROOT, "  %-26s %10.1f  %s %10.1f %6.3f %9.2f%n", name,
                median(scores, Score::nanos), ratio(scores, measure),
                least(scores), least(scores) / least(measure), median(scores, Score::bytes));
    }

    /** What disturbs can only add. */
    private static double least(List<Score> scores) {
        return scores.stream().mapToDouble(Score::cpuNanos).min().orElseThrow();
    }

    private static String ratio(List<Score> scores, List<Score> measure) {
        double[] ratios = new double[scores.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = scores.get(i).nanos() / measure.get(i).nanos();
        }
        Arrays.sort(ratios);
        return String.format(Locale.ROOT, "%5.3f (%5.3f to %5.3f)",
                median(ratios), ratios[0], ratios[ratios.length - 1]);
    }

    private static double median(List<Score> scores, ToDoubleFunction<Score> value) {
        return median(scores.stream().mapToDouble(value).sorted().toArray());
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}

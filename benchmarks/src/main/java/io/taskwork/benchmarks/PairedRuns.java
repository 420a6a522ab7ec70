// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
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

    private record Score(double nanos, double bytes) {}

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
        System.out.println(rounds + " rounds; ratio: median (lowest to highest) of the rounds'");
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
        System.out.printf("%n%-32s %10s  %-21s %9s%n", row.name(), "ns/op",
                "ratio to " + variants.getFirst().name(), "B/op");
        List<Score> measure = scores.get(variants.getFirst());
        for (Choice variant : variants) {
            print(variant.name(), scores.get(variant), measure);
        }
    }

    private static Score run(Choice row, Choice variant) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .jvmArgsPrepend(UNSAFE)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        row.options().accept(options);
        variant.options().accept(options);
        RunResult result = new Runner(options.build()).runSingle();
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Score(result.getPrimaryResult().getScore(),
                bytes == null ? Double.NaN : bytes.getScore());
    }

    private static void print(String name, List<Score> scores, List<Score> measure) {
        double[] ratios = new double[scores.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = scores.get(i).nanos() / measure.get(i).nanos();
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "  %-30s %10.1f  %5.3f (%5.3f to %5.3f) %9.2f%n", name,
                median(scores.stream().mapToDouble(Score::nanos).sorted().toArray()),
                median(ratios), ratios[0], ratios[ratios.length - 1],
                median(scores.stream().mapToDouble(Score::bytes).sorted().toArray()));
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}

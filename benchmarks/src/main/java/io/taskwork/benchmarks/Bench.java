// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The harness. Variants are measured in turn, round after round (A B C A B C ...), and compared
 * within a round, so that drifts of the machine cancel out. A turn is a short fork of JMH, or a
 * slice of a program that has all variants in one JVM.
 */
final class Bench {
    /** JMH 1.37 and JCTools use methods of Unsafe that JDK 25 warns about. */
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /** Tiny shows that it starts, short takes minutes, and full gives the figures of a release. */
    enum Size { TINY, SHORT, FULL }

    /** A variant of a row: its name and the options that JMH needs for it. */
    record Jmh(String name, Consumer<ChainedOptionsBuilder> options) {}

    private static final JsonMapper JSON = new JsonMapper();

    final Size size;
    private final int rounds;
    private final String rows;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> offered = new LinkedHashSet<>();

    /** Takes the rounds, 0 for the experiment's own, and a regular expression for rows, or null. */
    Bench(Size size, int rounds, String rows) {
        this.size = size;
        this.rounds = rounds;
        this.rows = rows;
    }

    Run run(Experiment experiment, String command) throws Exception {
        String machine = Machine.describe();
        experiment.measure(this);
        return new Run(experiment.name(), size.name().toLowerCase(Locale.ROOT), command, machine,
                LocalDate.now().toString(), List.copyOf(samples));
    }

    /** Returns the names of all rows, whether they are measured or not. */
    Set<String> offered() {
        return offered;
    }

    /** Returns the rounds of the short or the full form, unless the command line gives them. */
    int rounds(int shortForm, int fullForm) {
        return rounds > 0 ? rounds : pick(1, shortForm, fullForm);
    }

    <T> T pick(T tiny, T shortForm, T full) {
        return switch (size) {
            case TINY -> tiny;
            case SHORT -> shortForm;
            case FULL -> full;
        };
    }

    private boolean wants(String row) {
        offered.add(row);
        return rows == null || row.matches(rows);
    }

    /** Runs forks of JMH in turn, with the common options and those of the variant. */
    void compare(String row, int times, Consumer<ChainedOptionsBuilder> common, List<Jmh> variants)
            throws RunnerException {
        if (!wants(row)) {
            return;
        }
        for (int round = 0; round < times; round++) {
            for (Jmh variant : variants) {
                samples.add(new Sample(row, variant.name(), round, jmh(common, variant)));
            }
        }
        System.out.println(row + ": done");
    }

    private Map<String, Double> jmh(Consumer<ChainedOptionsBuilder> common, Jmh variant)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().forks(1)
                .jvmArgsPrepend(Stream.concat(Stream.of(UNSAFE), Measured.options().stream())
                        .toArray(String[]::new))
                .verbosity(VerboseMode.SILENT).shouldFailOnError(true)
                .addProfiler(CpuTime.class).addProfiler(GCProfiler.class);
        if (size != Size.FULL) {
            options.warmupIterations(pick(1, 4, 0))
                    .warmupTime(TimeValue.milliseconds(pick(1, 150, 0)))
                    .measurementIterations(pick(1, 3, 0))
                    .measurementTime(TimeValue.milliseconds(pick(1, 150, 0)));
        }
        common.accept(options);
        variant.options().accept(options);
        RunResult result = new Runner(options.build()).runSingle();
        Map<String, Double> figures = new HashMap<>();
        Result<?> time = result.getPrimaryResult();
        if (result.getParams().getMode() == Mode.SampleTime) {
            figures.put("ns", time.getStatistics().getPercentile(1));
            figures.put("mean", time.getScore());
        } else {
            figures.put("ns", time.getScore());
            put(figures, "cpu", result.getSecondaryResults().get(CpuTime.NAME));
        }
        put(figures, "bytes", result.getSecondaryResults().get("gc.alloc.rate.norm"));
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, Result<?> result) {
        if (result != null) {
            figures.put(name, result.getScore());
        }
    }

    /** Adds a sample that was measured outside of {@link #compare} and {@link #fork}. */
    void add(Sample sample) {
        samples.add(sample);
    }

    /**
     * Runs a program of this jar in a JVM of its own, which reports its samples with {@link
     * Slices#say}.
     *
     * @param round is added to the rounds that the program counts by itself
     */
    void fork(int round, List<String> options, Class<?> program, Object... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Measured.java());
        command.addAll(Measured.options());
        command.addAll(options);
        command.addAll(List.of(UNSAFE, "-cp", System.getProperty("java.class.path"),
                program.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = process.inputReader()) {
            for (String line; (line = said.readLine()) != null; ) {
                if (line.startsWith("{")) {
                    Sample s = JSON.readValue(line, Sample.class);
                    if (wants(s.row())) {
                        add(new Sample(s.row(), s.variant(), round + s.round(), s.figures()));
                    }
                } else {
                    System.out.println(line);
                }
            }
        }
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new IOException(program.getSimpleName() + " ended with " + exitCode
                    + ": " + String.join(" ", command));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Jmh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Compares the woven runtime image with the JDK that runs this, both without an agent, in turn and
 * with one carrier: the rows of {@link IdleTax}, a SIGNAL ({@link QuietBatches}), and the start.
 */
final class ImageTax implements Experiment {
    static final int ROUNDS = 5;
    private static final int STARTS = 40;
    private static final String BATCHES = "8000";

    private final String stock;
    private final String woven;

    private ImageTax(String stock, String woven) {
        this.stock = stock;
        this.woven = woven;
    }

    /** Measures and prints the figures. */
    static void compare(Path image, int rounds) throws Exception {
        ImageTax tax = new ImageTax(
                java(Path.of(System.getProperty("java.home"))), java(image));
        Run run = new Bench(Bench.Size.SHORT, rounds, null).run(tax, "");
        System.out.println(run.machine() + "\n\n" + Table.of(tax, run));
        System.out.printf("%-44s %9s %9s  %s%n", rounds + " rounds, ns: medians",
                "stock JDK", "image", "ratio: median (lowest to highest)");
        row("queue and unpark by hand | the same", rounds,
                tax.stock, "queueAndUnpark", tax.woven, "queueAndUnpark");
        row("queue and unpark by hand | SIGNAL, and back", rounds,
                tax.stock, "queueAndUnpark", tax.woven, "signal");
        startUp(tax.stock, tax.woven);
    }

    @Override
    public String name() {
        return "image";
    }

    @Override
    public String about() {
        return "Image: threads that never get a work";
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        IdleTax.compare(bench, bench.rounds(ROUNDS, ROUNDS), List.of(
                new Jmh("stock JDK", o -> o.jvm(stock)),
                new Jmh("woven image", o -> o.jvm(woven))));
    }

    @Override
    public List<Column> columns() {
        return new IdleTax().columns();
    }

    private static String java(Path home) {
        return home.resolve("bin").resolve("java").toString();
    }

    private static void row(String title, int rounds, String stock, String row, String woven,
            String wovenRow) throws Exception {
        double[] times = new double[rounds];
        double[] wovenTimes = new double[rounds];
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            times[i] = batches(stock, row);
            wovenTimes[i] = batches(woven, wovenRow);
            ratios[i] = wovenTimes[i] / times[i];
        }
        System.out.printf(Locale.ROOT, "%-44s %9.1f %9.1f  %.3f (%.3f to %.3f)%n", title,
                median(times), median(wovenTimes), median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    private static double batches(String java, String row) throws Exception {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(VirtualPair.ONE_CARRIER));
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                QuietBatches.class.getName(), row, BATCHES));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + command);
        }
        return Double.parseDouble(output);
    }

    /** Starts a program that prints a line, in turn, and measures until the process has ended. */
    private static void startUp(String stock, String woven)
            throws IOException, InterruptedException {
        Path classes = Files.createTempDirectory("hello");
        Path source = Files.writeString(classes.resolve("Hello.java"), """
                public class Hello {
                    public static void main(String[] args) {
                        System.out.println("hello");
                    }
                }
                """);
        run(Path.of(stock).resolveSibling("javac").toString(), source.toString());
        double[] ratios = new double[STARTS];
        double[] times = new double[STARTS];
        double[] wovenTimes = new double[STARTS];
        for (int i = -4; i < STARTS; i++) { // the first ones fill the page cache
            double a = run(stock, "-cp", classes.toString(), "Hello");
            double b = run(woven, "-cp", classes.toString(), "Hello");
            if (i >= 0) {
                times[i] = a;
                wovenTimes[i] = b;
                ratios[i] = b / a;
            }
        }
        Files.delete(classes.resolve("Hello.class"));
        Files.delete(source);
        Files.delete(classes);
        System.out.printf(Locale.ROOT, "%nhello world, %d starts each: stock JDK %.1f ms, woven"
                + " image %.1f ms; ratio of pairs %.3f%n", STARTS, median(times),
                median(wovenTimes), median(ratios));
    }

    private static double run(String... command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int exitCode = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("failed: " + Arrays.toString(command));
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

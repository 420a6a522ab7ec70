// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.PairedRuns.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** The woven runtime image against the JDK that runs this, both without an agent. */
final class ImageTax {
    private static final int STARTS = 40;

    private ImageTax() {}

    /** Arguments: the image's directory, then as {@link PairedRuns}. */
    static void compare(List<String> args) throws RunnerException, IOException,
            InterruptedException {
        if (args.isEmpty() || !Files.isDirectory(Path.of(args.getFirst()))) {
            throw new IllegalArgumentException("name the directory of a woven image: "
                    + "java -jar taskwork-agent.jar image --output DIR makes one");
        }
        Path image = Path.of(args.getFirst());
        List<String> rest = args.subList(1, args.size());
        String woven = java(image);
        PairedRuns runs = new PairedRuns(rest, 9, ".*");
        runs.compare(IdleTax.rows(), List.of(
                new Choice("stock JDK", o -> {}),
                new Choice("woven image", o -> o.jvm(woven))));
        runs.compare(List.of(RoundTrip.row()), List.of(
                new Choice("queueAndUnpark, stock JDK", o -> o.include(
                        RoundTrip.method("queueAndUnpark"))),
                new Choice("signal, woven image", o -> o.include(
                        RoundTrip.method("signal")).jvm(woven)),
                new Choice("unpark, woven image", o -> o.include(
                        RoundTrip.method("unpark")).jvm(woven))));
        startUp(java(Path.of(System.getProperty("java.home"))), woven);
    }

    private static String java(Path home) {
        return home.resolve("bin").resolve("java").toString();
    }

    /** Of a program that prints a line, in turn; from the start of the process to its end. */
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

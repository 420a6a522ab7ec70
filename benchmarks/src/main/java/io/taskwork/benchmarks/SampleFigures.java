// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Experiment.Chart;
import io.taskwork.benchmarks.Experiment.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the samples about polls, puts what they print into their page, and draws the picture of
 * {@code slices}.
 */
final class SampleFigures {
    private static final Chart SLICES = new Chart("slices", Kind.DISTRIBUTION,
            "Requests to a thread among others that compute", ".*", "ns");

    private SampleFigures() {}

    /** Writes both; the arguments are those of {@code slices}. */
    static void write(List<String> slices) throws Exception {
        Path root = AgentJars.buildDirectory().resolve("../..").normalize();
        Path samples = root.resolve("samples");
        Path page = samples.resolve("README.md");
        Path figures = Files.createTempFile("slices", ".txt");
        try {
            replace(page, "stop", run(root, "Stop", "com.acme.script", List.of(), List.of()));
            replace(page, "slices", run(root, "Slices", "com.acme.batch",
                    List.of("-Dsample.figures=" + figures), slices));
            draw(Files.readAllLines(figures), samples);
        } finally {
            Files.delete(figures);
        }
    }

    /** Runs a sample; returns what it printed, which is printed here as well. */
    private static String run(Path root, String sample, String polls, List<String> options,
            List<String> args) throws IOException, InterruptedException {
        Path jar = root.resolve("samples/target/taskwork-samples.jar");
        Path api = root.resolve("api/target/taskwork-api.jar");
        for (Path file : List.of(jar, api)) {
            if (!Files.isRegularFile(file)) {
                throw new IllegalStateException("there is no " + file + "; build it first");
            }
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                AgentJars.taskwork() + "=poll=" + polls));
        command.addAll(options);
        command.addAll(List.of("-cp", api + System.getProperty("path.separator") + jar,
                "io.taskwork.samples." + sample));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader said = process.inputReader()) {
            for (String line; (line = said.readLine()) != null; ) {
                System.out.println(line);
                output.append(line).append('\n');
            }
        }
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(sample + " ended with " + exitCode
                    + "; its figures were not written");
        }
        return output.toString();
    }

    /** Puts the text into the block of that name. */
    static void replace(Path page, String name, String text) throws IOException {
        String all = Files.readString(page);
        int start = all.indexOf("<!-- " + name + ": written by ");
        int end = all.indexOf("<!-- end of " + name + " -->");
        if (start < 0 || end < start) {
            throw new IllegalStateException(page + " has no block '" + name + "'");
        }
        Files.writeString(page, all.substring(0, all.indexOf('\n', start) + 1)
                + "\n```\n" + text + "```\n\n" + all.substring(end));
    }

    /** Draws the lines that the sample's class {@code Distribution} has saved. */
    static void draw(List<String> lines, Path folder) throws IOException {
        List<Sample> all = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split("\t");
            Map<String, Double> quantiles = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] quantile = parts[i].split("=");
                quantiles.put(quantile[0], Double.valueOf(quantile[1]));
            }
            all.add(new Sample("requests", parts[0], 0, quantiles));
        }
        if (!Charts.draw(SLICES, new Run("slices", "", "", "", "", all), folder)) {
            throw new IllegalStateException("slices saved no figures");
        }
    }
}

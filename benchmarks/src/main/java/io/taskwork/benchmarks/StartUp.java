// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Run.Spread;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the agent adds to the start of a JVM. */
final class StartUp implements Experiment {
    private static final String ROW = "hello world";
    private static final String CACHED = "taskwork agent, cache";

    /** The program that is started. */
    public static final class Hello {
        private Hello() {}

        public static void main(String[] args) {
            System.out.println("hello, world");
        }
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return """
                Start-up: what premain adds
                A JVM prints a line; the time is from its start to its end, and the processor time
                is that of all its threads, including compilers. *over empty* is the difference from
                an empty agent, within a round. *cache* is with the option `cache=DIRECTORY`, from
                the second start on.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put("empty agent", List.of(AgentJars.empty()));
        variants.put("no agent", List.of());
        variants.put("taskwork agent", List.of(AgentJars.taskwork()));
        Path cache = Files.createTempDirectory("taskwork-cache");
        variants.put(CACHED, List.of(AgentJars.taskwork() + "=cache=" + cache));
        int rounds = bench.rounds(11, 21);
        // The first round reads files into memory and fills the cache, and is not counted.
        for (int round = -1; round < rounds; round++) {
            double empty = 0;
            for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
                Map<String, Double> figures = start(variant.getValue());
                if (variant.getKey().equals("empty agent")) {
                    empty = figures.get("ns");
                }
                figures.put("over", figures.get("ns") - empty);
                if (round >= 0) {
                    bench.add(new Sample(ROW, variant.getKey(), round, figures));
                }
            }
        }
        delete(cache);
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static Map<String, Double> start(List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Measured.java());
        command.addAll(Measured.options());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                Hello.class.getName()));
        double cpu = childrensTicks();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        int exitCode = process.waitFor();
        double nanos = System.nanoTime() - start;
        if (exitCode != 0) {
            throw new IOException("ended with " + exitCode + ": " + String.join(" ", command));
        }
        Map<String, Double> figures = new HashMap<>(Map.of("ns", nanos));
        double spent = (childrensTicks() - cpu) * 10_000_000;
        if (spent > 0) {
            figures.put("cpu", spent);
        }
        return figures;
    }

    /** Returns the processor time of ended children in hundredths of a second, or 0 off Linux. */
    private static double childrensTicks() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
        return Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]); // cutime, cstime
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("ns", "ms", 1e6), new Column("cpu", "CPU, ms", 1e6),
                new Column("over", "over empty, ms", 1e6));
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("start", Kind.RATIOS,
                "Start-up: time of hello world against an empty agent", ".*", "ns"));
    }

    @Override
    public List<Goal> goals(Run run) {
        return List.of(goal(run, "premain", "taskwork agent", 150),
                goal(run, "premain with a cache", CACHED, 60));
    }

    private static Goal goal(Run run, String what, String variant, int limit) {
        Spread over = run.spread(ROW, variant, "over");
        return Goal.atMost(what + ": at most " + limit + " ms over an empty agent", limit,
                over == null ? null : over.median() / 1e6);
    }
}

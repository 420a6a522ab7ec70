// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the built jar: every experiment starts from it, and what it cannot do it says in a line. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchmarksIT {
    private static final String HELP = "; run it without arguments to see its usage";

    /** Leaves out most rows of the experiments that have many, since each variant starts a JVM. */
    private static final String ROWS =
            "(?!pingPong|startJoin|uncontended|contended|handOff"
                    + "|\\d adders, target (running|draining)"
                    + "|JSON|word|quicksort|sum of|an int|hash of|binary|recursive).*";

    @TempDir
    Path directory;

    /** How the jar's JVM ended; standard error is part of the output. */
    private record Result(int exitCode, String output) {}

    private Result run(String... arguments) throws Exception {
        return run(List.of(), arguments);
    }

    private Result run(List<String> properties, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Bench.UNSAFE, "-Dtaskwork.results=" + directory.resolve("results"),
                "-Dtaskwork.docs=" + directory.resolve("docs"),
                "-Dtaskwork.rows=" + ROWS));
        command.addAll(properties);
        command.addAll(List.of("-jar", System.getProperty("taskwork.benchmarks")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    static Stream<String> experiments() {
        return Main.EXPERIMENTS.stream().map(Experiment::name);
    }

    /** The tiny form only shows that everything runs. */
    @ParameterizedTest
    @MethodSource("experiments")
    void startsFromTheBuiltJar(String experiment) throws Exception {
        Result result = run("report", "tiny", experiment);
        assertEquals(0, result.exitCode(), result.output());
        assertFalse(result.output().contains("Exception") || result.output().contains("Error"),
                result.output());
        assertTrue(result.output().contains("Minutes of each experiment:"), result.output());
        Run run = Run.read(Measured.folder(directory.resolve("results"))
                .resolve(experiment + ".json"));
        assertFalse(run.samples().isEmpty());
        assertTrue(Files.readString(page()).contains(run.command()));
    }

    private Path page() throws IOException {
        try (Stream<Path> docs = Files.list(directory.resolve("docs"))) {
            return docs.filter(d -> d.getFileName().toString().endsWith(".md"))
                    .max(Comparator.comparing(Path::toString)).orElseThrow();
        }
    }

    /** A JVM with other options has a page of its own, which names them. */
    @Test
    void optionsForTheMeasuredJvms() throws Exception {
        String options = "-XX:+UseSerialGC -Dsome=thing";
        Result result = run(List.of("-Dtaskwork.options=" + options), "report", "tiny", "start");
        assertEquals(0, result.exitCode(), result.output());
        String name = Runtime.version().feature() + "-options";
        Run run = Run.read(directory.resolve("results").resolve(name).resolve("start.json"));
        assertEquals(options, run.options());
        assertTrue(Files.readString(directory.resolve("docs/benchmarks-" + name + ".md"))
                .contains("The measured JVMs had also: `" + options + "`."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "nonsense          | no such experiment: nonsense; there are ",
        "idle x            | expected a number from 1 to 999999, not x",
        "idle 0            | expected a number from 1 to 999999, not 0",
        "idle -1           | expected a number from 1 to 999999, not -1",
        "idle 99999999999  | expected a number from 1 to 999999, not 99999999999",
        "idle 1 [          | rows must be a regular expression, not [",
        "idle 1 nonsense   | idle has no row that matches nonsense; it has yield, pingPong, ",
        "idle 1 yield more | too many arguments: 1 yield more",
        "report nonsense   | no such form: nonsense; there are tiny, short and full",
        "report tiny no    | no such experiment: no; there are ",
        "render all        | render takes no argument",
        "agent-cost 1 2    | agent-cost takes only a number of rounds",
        "agent-cost x      | expected a number from 1 to 999999, not x",
        "samples x         | expected a number from 1 to 999999, not x",
        "samples 1 2       | samples takes only a number of requests",
        "image             | image takes the directory of a woven image, and a number of rounds",
        "image /nonsense   | there is no /nonsense/bin/java; ",
        "image /nonsense x | there is no /nonsense/bin/java; ",
    })
    void argumentsThatAreNone(String arguments, String complaint) throws Exception {
        Result result = run(arguments.split(" "));
        assertTrue(result.output().startsWith("benchmarks.jar: " + complaint), result.output());
        assertTrue(result.output().endsWith(HELP + System.lineSeparator()), result.output());
        assertEquals(1, result.output().lines().count(), result.output());
        assertEquals(2, result.exitCode());
    }

    @Test
    void withoutArgumentsItSaysWhatThereIs() throws Exception {
        Result result = run();
        assertEquals(2, result.exitCode());
        assertTrue(result.output().startsWith("usage: "), result.output());
        experiments().forEach(name -> assertTrue(result.output().contains(name), name));
    }

    @Test
    void resultsThatCannotBeWritten() throws Exception {
        Files.writeString(directory.resolve("results"), "a file");
        Result result = run("report", "tiny", "arena");
        assertEquals(1, result.exitCode(), result.output());
        assertTrue(result.output().lines().toList().getLast().startsWith(
                "benchmarks.jar: " + directory.resolve("results")), result.output());
        assertFalse(result.output().contains("\tat "), result.output());
    }
}

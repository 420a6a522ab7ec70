// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs {@link Fput} under the built jars: what it prints, how it exits, what it leaves behind. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it does not tell how many files are open")
class FputIT {
    private static final String TIMES = " +[\\d,.]+ [um]s +[\\d,.]+ [um]s";

    @TempDir
    Path temporary;

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void everyFileIsClosedAsPromised() throws Exception {
        SampleJvm.Result result = new SampleJvm(temporary).agent().run(Fput.class, "2000");

        assertRow(result, "NONE", "2,000", "2,000", "2,000", "0", "0", "0");
        assertRow(result, "RESUME", "2,000", "2,000", "0", "0", "0", "0");
        assertRow(result, "SIGNAL", "2,000", "2,000", "0", "0", "0", "0");
        assertRow(result, "owner gone", "2,000", "0", "0", "2,000", "0", "0");
        assertContains(result, "2,000 files, all open at the same time.");
        assertContains(result, "  SIGNAL: 2,000 opened, 2,000 dropped, 2,000 closed");
        assertFalse(result.output().contains("WRONG"), result.output());
        assertEquals(0, result.exitCode(), result.output());
    }

    @Test
    void oneFileWillDo() throws Exception {
        SampleJvm.Result result = new SampleJvm(temporary).agent().run(Fput.class, "1");

        assertRow(result, "SIGNAL", "1", "1", "0", "0", "0", "0");
        assertEquals(0, result.exitCode(), result.output());
    }

    @Test
    void fewDescriptorsMakeWaves() throws Exception {
        SampleJvm.Result result =
                new SampleJvm(temporary).agent().descriptors(1000).run(Fput.class, "2000");

        assertContains(result, "2,000 files, in 3 waves: this process may not have more than 1,000"
                + " open at the same time.");
        assertRow(result, "SIGNAL", "2,000", "2,000", "0", "0", "0", "0");
        assertEquals(0, result.exitCode(), result.output());
    }

    @Test
    void fileThatStaysOpenIsFound() throws Exception {
        SampleJvm.Result result = new SampleJvm(temporary).agent().run(LeakyFput.class, "2000");

        assertTrue(Pattern.compile("^SIGNAL .* 1 +\\S+ [um]s .*WRONG$", Pattern.MULTILINE)
                .matcher(result.output()).find(), result.output());
        assertEquals(1, result.exitCode(), result.output());
    }

    @Test
    void terminatedItLeavesNoFiles() throws Exception {
        Process process = new SampleJvm(temporary).agent().start(Fput.class, "2000");
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            assertTrue(line.startsWith("2,000 files"), line);
            process.destroy();
            assertEquals(143, process.waitFor(), () -> output.lines().toList().toString());
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--files | fput: unknown option --files; usage: Fput [files]",
        "-n      | fput: unknown option -n; usage: Fput [files]",
        "0       | fput: the number of files must be from 1 to 1000000, not '0'",
        "-5      | fput: the number of files must be from 1 to 1000000, not '-5'",
        "20k     | fput: the number of files must be from 1 to 1000000, not '20k'",
        "9999999 | fput: the number of files must be from 1 to 1000000, not '9999999'",
        "1 2     | fput: at most one argument, the number of files",
    })
    void badArgumentIsOneLine(String arguments, String line) throws Exception {
        SampleJvm.Result result =
                new SampleJvm(temporary).agent().run(Fput.class, arguments.split(" "));

        assertEquals(line + System.lineSeparator(), result.output());
        assertEquals(2, result.exitCode());
    }

    @Test
    void withoutTheAgentItSaysWhatToDo() throws Exception {
        SampleJvm.Result result = new SampleJvm(temporary).run(Fput.class, "2000");

        assertContains(result, "fput: taskwork is ABSENT: the taskwork agent is not installed");
        assertContains(result, "-javaagent:");
        assertEquals(2, result.exitCode(), result.output());
    }

    private static void assertRow(SampleJvm.Result result, String label, String... numbers) {
        String row = "^" + label + " +" + String.join(" +", numbers) + TIMES + "$";
        assertTrue(Pattern.compile(row, Pattern.MULTILINE).matcher(result.output()).find(),
                () -> "no row " + row + " in\n" + result.output());
    }

    private static void assertContains(SampleJvm.Result result, String text) {
        assertTrue(result.output().contains(text),
                () -> "no '" + text + "' in\n" + result.output());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A JVM that runs a sample from the built jars, with a temporary directory of its own. */
final class SampleJvm {
    /** How the JVM ended; standard error is part of the output. */
    record Result(int exitCode, String output) {
        /** Asserts that it ended well, and that a line matches each of these patterns. */
        void assertRight(String... patterns) {
            assertEquals(0, exitCode, output);
            assertFalse(output.contains("WRONG"), output);
            for (String pattern : patterns) {
                assertFound(pattern);
            }
        }

        /** Asserts that the sample found this claim not to hold. */
        void assertWrong(String claim) {
            assertFound("^WRONG: .*" + claim);
            assertEquals(1, exitCode, output);
        }

        private void assertFound(String pattern) {
            assertTrue(Pattern.compile(pattern, Pattern.MULTILINE).matcher(output).find(),
                    () -> "no line " + pattern + " in\n" + output);
        }
    }

    private final List<String> command = new ArrayList<>();

    SampleJvm(Path temporaryDirectory) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporaryDirectory);
        command.add("-cp");
        command.add(String.join(File.pathSeparator,
                System.getProperty("taskwork.samples"),
                System.getProperty("taskwork.api"),
                Path.of("target", "test-classes").toAbsolutePath().toString()));
    }

    SampleJvm agent() {
        command.add("-javaagent:" + System.getProperty("taskwork.agent"));
        return this;
    }

    SampleJvm agent(String options) {
        command.add("-javaagent:" + System.getProperty("taskwork.agent") + "=" + options);
        return this;
    }

    /** Limits its open files, by a shell's {@code ulimit -n}. */
    SampleJvm descriptors(int limit) {
        command.addAll(0, List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"));
        return this;
    }

    Process start(Class<?> main, String... arguments) throws IOException {
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        Process process = start(main, arguments);
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}

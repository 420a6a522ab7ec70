// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs {@code taskwork-look.jar}: mistakes are reported in one line to the user who made them, and
 * the JVM that is looked at prints and throws nothing.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LookIT {
    private static final String USAGE =
            "; usage: java -jar taskwork-look.jar PID [local=package.Class.FIELD]";
    private static final String PROGRAM = "io.taskwork.servers.Quiet.";

    @TempDir
    Path directory;

    /** How the command ended; standard error is part of the output. */
    private record Result(int exitCode, String output) {}

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Result look(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", Built.lookJar().toString()));
        command.addAll(List.of(arguments));
        Process look = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(look.waitFor(), said);
    }

    /** The program that is looked at, and all that it printed. */
    private final class Target implements AutoCloseable {
        private final Path output = directory.resolve("output");
        final Process process;

        Target(String... options) throws Exception {
            List<String> command = new ArrayList<>(List.of(java()));
            command.addAll(List.of(options));
            command.addAll(List.of("-cp", "target" + File.separator + "test-classes",
                    Quiet.class.getName()));
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            while (!Files.readString(output).startsWith("up")) {
                assertTrue(process.isAlive(), () -> "ended: " + printed());
                Thread.sleep(10L);
            }
        }

        String pid() {
            return Long.toString(process.pid());
        }

        private String printed() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                return e.toString();
            }
        }

        /** Asserts that it goes on, and has printed only its own line. */
        void isUndisturbed() {
            assertTrue(process.isAlive());
            assertEquals("up" + System.lineSeparator(), printed());
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private Target withAgent() throws Exception {
        return new Target("-XX:+EnableDynamicAgentLoading",
                "-javaagent:" + Built.taskworkAgent());
    }

    private static void expectLine(int exitCode, String line, Result result) {
        assertEquals("taskwork-look: " + line + System.lineSeparator(), result.output());
        assertEquals(exitCode, result.exitCode());
    }

    @Test
    void whatItIsFor() throws Exception {
        try (Target target = withAgent()) {
            Result result = look(target.pid(), "local=" + PROGRAM + "LOCAL");
            assertEquals(0, result.exitCode(), result.output());
            assertTrue(result.output().contains("\"sleeper\"  [its own]"), result.output());
            target.isUndisturbed();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``            | '' is not a process identifier",
        "0             | '0' is not a process identifier",
        "-17           | '-17' is not a process identifier",
        "99999999999   | '99999999999' is not a process identifier",
        "1 nonsense    | 'nonsense' is not an option",
        "1 rain        | 'rain' is not an option",
        "1 out=/x      | 'out=/x' is not an option",
        "1 local=      | '' is not a valid value of local",
        "1 local=Sleeper | 'Sleeper' is not a valid value of local",
        "1 local=a..B  | 'a..B' is not a valid value of local",
        "1 rain=x      | 'x' is not a valid value of rain",
        "1 rain=-1     | '-1' is not a valid value of rain",
        "1 rain=1 interrupt=no | 'no' is not a valid value of interrupt",
        "1 rain=1 rain=2 | rain is given twice",
    })
    void argumentsThatAreNone(String arguments, String complaint) throws Exception {
        expectLine(2, complaint + USAGE, look(arguments.split(" ")));
    }

    @Test
    void noArguments() throws Exception {
        expectLine(2, "the process identifier is missing" + USAGE, look());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no.such.Type.FIELD | the class loader of that JVM's class path has no class no.such.Type",
        "io.taskwork.servers.Quiet.NONE | io.taskwork.servers.Quiet has no field NONE",
        "io.taskwork.servers.Quiet.TEXT "
                + "| there is no ThreadLocal in io.taskwork.servers.Quiet.TEXT",
        "io.taskwork.servers.Quiet.notStatic | io.taskwork.servers.Quiet.notStatic is not static",
    })
    void namesThatAreWrong(String name, String complaint) throws Exception {
        try (Target target = withAgent()) {
            expectLine(1, complaint, look(target.pid(), "local=" + name));
            target.isUndisturbed();
        }
    }

    /** The field is one of the JDK, which are closed to the agent. */
    @Test
    void aFieldThatCannotBeRead() throws Exception {
        try (Target target = withAgent()) {
            Result result = look(target.pid(), "local=java.lang.ThreadLocal.nextHashCode");
            assertEquals(1, result.exitCode(), result.output());
            assertEquals(1, result.output().lines().count(), result.output());
            target.isUndisturbed();
        }
    }

    @Test
    void aThreadLocalThatThrows() throws Exception {
        try (Target target = withAgent()) {
            String local = "local=" + PROGRAM + "THROWS";
            Result result = look(target.pid(), local);
            assertEquals(0, result.exitCode(), result.output());
            assertTrue(result.output().contains("cannot be read: java.lang.IllegalStateException:"
                    + " no value"), result.output());
            assertEquals(0, look(target.pid(), local, "rain=100").exitCode());
            target.isUndisturbed();
        }
    }

    @Test
    void noAgentThere() throws Exception {
        try (Target target = new Target("-XX:+EnableDynamicAgentLoading")) {
            Result result = look(target.pid());
            assertTrue(result.output().startsWith("taskwork-look: taskwork is ABSENT: "),
                    result.output());
            assertTrue(result.output().contains("-javaagent:"), result.output());
            assertEquals(1, result.exitCode());
            target.isUndisturbed();
        }
    }

    @ParameterizedTest
    @CsvSource({"-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading"})
    void attachingIsNotAllowed(String option) throws Exception {
        try (Target target = new Target(option, "-javaagent:" + Built.taskworkAgent())) {
            Result result = look(target.pid());
            assertTrue(result.output().startsWith(
                    "taskwork-look: cannot attach to " + target.pid() + ": "), result.output());
            assertEquals(1, result.output().lines().count(), result.output());
            assertEquals(1, result.exitCode());
            target.isUndisturbed();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sleep(1)")
    void aProcessThatIsNotThereOrNoJvm() throws Exception {
        Process other = new ProcessBuilder("sleep", "100").start();
        try {
            String pid = Long.toString(other.pid());
            if (Files.isReadable(Path.of("/proc", pid, "maps"))) {
                expectLine(1, "process " + pid + " is not a JVM; jps -l lists the Java processes",
                        look(pid));
                assertTrue(other.isAlive(), "it got a SIGQUIT");
            }
            other.destroyForcibly().waitFor();
            expectLine(1, "there is no process " + pid + "; jps -l lists the Java processes",
                    look(pid));
        } finally {
            other.destroyForcibly();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in JVMs of their own: installed from code, forbidden, and left out before tests. */
class InstallIT {
    private static final String MEANT = "-XX:+EnableDynamicAgentLoading";

    @TempDir
    Path temporary;

    private List<String> run(String main, List<String> options, String... args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(args));
        Path output = temporary.resolve("output.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        assertEquals(0, process.waitFor(), Files.readString(output));
        return Files.readAllLines(output);
    }

    private List<String> installs(List<String> options, String... args) throws Exception {
        return run(Installs.class.getName(), options, args);
    }

    @Test
    void fromCode() throws Exception {
        assertEquals(List.of("ABSENT", "ACTIVE", "ran on it"),
                installs(List.of(MEANT), "use"));
        try (Stream<Path> files = Files.list(temporary)) { // the agent's jar is gone again
            assertEquals(List.of(temporary.resolve("output.txt")), files
                    .filter(file -> !file.getFileName().toString().startsWith("hsperf")).toList());
        }
    }

    /** JEP 451: the JVM prints lines of its own, and an option stops them. */
    @Test
    void theJvmWarnsUnlessItIsTold() throws Exception {
        List<String> output = installs(List.of());
        assertTrue(output.contains("ACTIVE"), output::toString);
        assertTrue(output.stream().anyMatch(line ->
                line.startsWith("WARNING: A Java agent has been loaded dynamically")),
                output::toString);
    }

    private void isForbidden(String option) throws Exception {
        List<String> output = installs(List.of(option));
        assertEquals(3, output.size(), output::toString);
        assertEquals(List.of("ABSENT", "ABSENT"), List.of(output.getFirst(), output.getLast()));
        String line = output.get(1);
        assertEquals("taskwork could not be attached to this JVM; start it without"
                + " -XX:-EnableDynamicAgentLoading and -XX:+DisableAttachMechanism, with a JDK that"
                + " has the module jdk.attach, or with -javaagent:taskwork-agent.jar", line);
    }

    @Test
    void whereAgentsMayNotBeLoadedOneLineSaysWhatToDo() throws Exception {
        isForbidden("-XX:-EnableDynamicAgentLoading");
    }

    @Test
    void whereNobodyMayAttachOneLineSaysWhatToDo() throws Exception {
        isForbidden("-XX:+DisableAttachMechanism");
    }

    @Test
    void withoutAFileForTheAgentOneLineSaysWhatToDo() throws Exception {
        List<String> output = installs(List.of(MEANT, "-Djava.io.tmpdir="
                + temporary.resolve("none")));
        assertTrue(output.stream().anyMatch(line -> line.startsWith("taskwork could not be attached"
                + " to this JVM: there is no file for the agent (")), output::toString);
        assertEquals("ABSENT", output.getLast());
    }

    @Test
    void aJvmThatCannotBeWovenSaysWhy() throws Exception {
        List<String> output = installs(List.of(MEANT, "-XX:+UnlockExperimentalVMOptions",
                "-XX:-VMContinuations"));
        assertTrue(output.stream().anyMatch(line -> line.startsWith("taskwork is REFUSED: ")),
                output::toString);
        assertEquals("REFUSED", output.getLast());
    }

    @Test
    void beforeTestsItCanBeLeftOut() throws Exception {
        String session = Session.class.getName();
        assertEquals(List.of("ACTIVE"), run(session, List.of(MEANT)));
        assertEquals(List.of("ABSENT"), run(session, List.of(MEANT, "-Dtaskwork.attach=false")));
    }

    /** The tests continue. */
    @Test
    void beforeTestsAFailureIsOneLine() throws Exception {
        List<String> output = run(Session.class.getName(),
                List.of("-XX:-EnableDynamicAgentLoading"));
        assertEquals(2, output.size(), output::toString);
        assertTrue(output.getFirst().startsWith("taskwork could not be attached"),
                output::toString);
        assertFalse(output.contains("ACTIVE"), output::toString);
    }
}

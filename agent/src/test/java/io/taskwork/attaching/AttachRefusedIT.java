// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attaching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.docs.DocumentBlock;
import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import io.taskwork.support.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attach} to what cannot be attached to prints one line that says what to do. */
class AttachRefusedIT {
    private static final String LIST = "; jps -l lists the Java processes";

    private static Jvm.Result attach(String pid) throws Exception {
        return new Jvm().option("-jar").run(120, Jvm.agentJar().toString(), "attach", pid);
    }

    private static void expect(String line, Jvm.Result result) {
        assertEquals("taskwork-agent: " + line + System.lineSeparator(), result.output());
        assertEquals(1, result.exitCode());
    }

    /** Does the same as {@link #expect}, where the document shows the line. */
    private static void expectShown(String line, Jvm.Result result) throws Exception {
        expect(line, result);
        DocumentBlock.hasLine("launching.md", result.output(),
                "(?<=process )\\d+|(?<=javaagent:)\\S+");
    }

    private static LiveJvm waiting(String option) throws Exception {
        LiveJvm target = LiveJvm.start(
                new Jvm().option(option).defaultClassPath(), Waiting.class.getName(), "no tour");
        target.awaitLine("waiting");
        return target;
    }

    /** Checks that it was left alone, and ends as it would have. */
    private static void isUnharmed(LiveJvm target) throws Exception {
        target.say("go");
        assertEquals(0, target.exitCode(), target.output());
        assertTrue(target.output().endsWith(String.format("ABSENT%n")), target.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-17", "12x", "99999999999", "1.5", "''"})
    void whatIsNoProcessIdentifier(String text) throws Exception {
        String pid = text.equals("''") ? "" : text;
        Jvm.Result result = attach(pid);
        expect("'" + pid + "' is not a process identifier" + LIST, result);
        if (pid.equals("abc")) {
            expectShown("'abc' is not a process identifier" + LIST, result);
        }
    }

    @Test
    void aProcessThatIsNotThere() throws Exception {
        String pid;
        try (LiveJvm ended = LiveJvm.start(new Jvm(), "-version")) {
            ended.exitCode();
            pid = ended.pid();
        }
        expectShown("there is no process " + pid + LIST, attach(pid));
    }

    /** It ends at a SIGQUIT, with which attaching begins. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no /proc to tell")
    void aProcessThatIsNoJvm() throws Exception {
        String program = "trap 'exit 3' QUIT; echo up; read x; exit 4";
        try (LiveJvm other = LiveJvm.start("sh", "-c", program)) {
            other.awaitLine("up");
            expectShown("process " + other.pid() + " is not a JVM" + LIST, attach(other.pid()));
            other.say("end");
            assertEquals(4, other.exitCode(), "it got no signal");
        }
    }

    @Test
    void aJvmWithoutTheAttachMechanism() throws Exception {
        try (LiveJvm target = waiting("-XX:+DisableAttachMechanism")) {
            expectShown("process " + target.pid() + " cannot be attached to (The VM does not support the"
                    + " attach mechanism); start it without -XX:+DisableAttachMechanism, or with"
                    + " -javaagent:" + Jvm.agentJar(), attach(target.pid()));
            isUnharmed(target);
        }
    }

    @Test
    void aJvmWithoutDynamicAgents() throws Exception {
        try (LiveJvm target = waiting("-XX:-EnableDynamicAgentLoading")) {
            expectShown("process " + target.pid() + " cannot be attached to (Failed to load agent"
                    + " library: Dynamic agent loading is not enabled. Use"
                    + " -XX:+EnableDynamicAgentLoading to launch target VM); start it without"
                    + " -XX:-EnableDynamicAgentLoading, or with -javaagent:" + Jvm.agentJar(),
                    attach(target.pid()));
            isUnharmed(target);
        }
    }

    @Test
    void anImageThatCannotAttach() throws Exception {
        Jvm.Result result = new Jvm().option("--limit-modules=java.base,java.instrument")
                .option("-jar").run(60, Jvm.agentJar().toString(), "attach",
                        Long.toString(ProcessHandle.current().pid()));
        expect("this Java has no module jdk.attach; use the java of a JDK, not "
                + System.getProperty("java.home"), result);
    }

    /** Only root can become somebody else to try it. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no setpriv")
    void aJvmOfAnotherUser() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "not root");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv");
        Path directory = Files.createTempDirectory("taskwork-it",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path jar = Files.copy(Jvm.agentJar(), directory.resolve("agent.jar"));
        try (LiveJvm target = waiting("-Xshare:auto")) {
            Jvm.Result result = Jvm.run(60, List.of("/usr/bin/setpriv", "--reuid=nobody",
                    "--regid=nogroup", "--clear-groups",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar", jar.toString(), "attach", target.pid()));
            expect("process " + target.pid() + " belongs to user root; run this as that user;"
                    + " you are nobody", result);
            assertFalse(target.output().contains("taskwork-agent"), target.output());
            isUnharmed(target);
        } finally {
            Files.delete(jar);
            Files.delete(directory);
        }
    }
}

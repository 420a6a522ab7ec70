// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attaching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.docs.DocumentBlock;
import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import io.taskwork.support.Tour;
import io.taskwork.support.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to a JVM that runs: threads that have blocked before are reached as well. */
@Tag("jdk")
class AttachIT {
    private static final String TOUR = "ACTIVE " + Tour.WORKS;

    @TempDir
    Path directory;

    private static Path byteBuddyAgent() throws Exception {
        return Path.of(ByteBuddyAgent.class.getProtectionDomain().getCodeSource().getLocation()
                .toURI());
    }

    /**
     * Returns the program to attach to. The JVM warns of agents that are loaded late (JEP 451)
     * unless it is told.
     */
    private static Jvm target() throws Exception {
        return new Jvm().option("-XX:+EnableDynamicAgentLoading")
                .classPath(Jvm.apiJar(), Jvm.testClasses(), byteBuddyAgent());
    }

    private static Jvm.Result attach(Path jar, String pid) throws Exception {
        return new Jvm().option("-jar").run(120, jar.toString(), "attach", pid);
    }

    private static String active(String pid, Path jar) {
        return String.format("process %s: active%n"
                + "A thread that already waits in a queue of java.util.concurrent.locks runs"
                + " no work until it has left that queue.%n"
                + "To avoid this limit, start the JVM with java -javaagent:%s ...%n", pid, jar);
    }

    private static void expect(String output, Jvm.Result result) {
        assertEquals(output, result.output());
        assertEquals(0, result.exitCode());
    }

    private static void isInTheDocument(String pid) throws Exception {
        String jar = "/opt/taskwork/taskwork-agent.jar";
        DocumentBlock.of("launching.md", "attach").varyingIn("(?<=process |attach )\\d+")
                .isTranscript("$ java -jar taskwork-agent.jar attach " + pid + "\n"
                        + active(pid, Path.of(jar)));
    }

    private void byCommandLine(Path jar) throws Exception {
        try (LiveJvm target = LiveJvm.start(target(), Blocked.class.getName())) {
            target.awaitLine("blocked");
            expect(active(target.pid(), jar), attach(jar, target.pid()));
            assertEquals(0, target.exitCode(), target.output());
            assertEquals(String.format("blocked%nall reached%n%s%n", TOUR), target.output());
            isInTheDocument(target.pid());
        }
    }

    @Test
    void byCommandLine() throws Exception {
        byCommandLine(Jvm.agentJar());
    }

    @Test
    void byCommandLineFromARenamedJarInADirectoryWithASpace() throws Exception {
        Path renamed = Files.createDirectory(directory.resolve("with a space"))
                .resolve("renamed agent.jar");
        byCommandLine(Files.copy(Jvm.agentJar(), renamed));
    }

    /**
     * A program attaches the agent to itself, without an option at its start and without another
     * program.
     */
    @Test
    void fromInsideWithByteBuddyAgent() throws Exception {
        expect(String.format("blocked%nall reached%n%s%n", TOUR),
                target().run(120, Blocked.class.getName(), Jvm.agentJar().toString()));
    }

    @Test
    void twice() throws Exception {
        Jvm jvm = target().agent(Jvm.agentJar());
        try (LiveJvm target = LiveJvm.start(jvm, Waiting.class.getName())) {
            target.awaitLine("waiting");
            expect(String.format("process %s: active; it already was%n", target.pid()),
                    attach(Jvm.agentJar(), target.pid()));
            target.say("go");
            assertEquals(0, target.exitCode(), target.output());
            assertEquals(String.format("waiting%n%s%n", TOUR), target.output());
        }
    }

    @Test
    void aJvmThatCannotBeWovenGoesOn() throws Exception {
        String reason = "virtual threads are java.lang.ThreadBuilders$BoundVirtualThread here;"
                + " start without -XX:-VMContinuations";
        Jvm jvm = target().option("-XX:+UnlockExperimentalVMOptions")
                .option("-XX:-VMContinuations");
        try (LiveJvm target = LiveJvm.start(jvm, Waiting.class.getName(), "no tour")) {
            target.awaitLine("waiting");
            Jvm.Result result = attach(Jvm.agentJar(), target.pid());
            assertEquals(String.format("taskwork-agent: process %s: not active: %s%n",
                    target.pid(), reason), result.output());
            assertEquals(1, result.exitCode());
            target.say("go");
            assertEquals(0, target.exitCode(), target.output());
            assertTrue(target.output().contains("taskwork-agent: not active: " + reason),
                    target.output());
            assertTrue(target.output().endsWith(String.format("REFUSED%n")), target.output());
        }
    }
}

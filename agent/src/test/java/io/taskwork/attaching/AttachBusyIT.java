// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attaching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.docs.DocumentBlock;
import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import io.taskwork.support.Tour;
import io.taskwork.support.TwinJar;
import io.taskwork.support.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Attaching to a JVM that does not answer, or that has no free carrier, comes to an end. */
class AttachBusyIT {
    private static final String REASON = "self-test: no carrier of virtual threads was free for"
            + " 10 s; threads that compute, or are pinned, hold all of them";

    /** The limit of the test, far above the limits of the self-test, for a machine under load. */
    private static final long LIMIT_SECONDS = 90;

    @TempDir
    Path directory;

    private static LiveJvm busy(int carriers, String... options) throws Exception {
        Jvm jvm = new Jvm().option("-XX:+EnableDynamicAgentLoading")
                .option("-Dawait.limit=5")
                .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .option("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
        List.of(options).forEach(jvm::option);
        LiveJvm target = LiveJvm.start(jvm.defaultClassPath(), BusyCarriers.class.getName(),
                Integer.toString(carriers));
        target.awaitLine("busy");
        return target;
    }

    private static LiveJvm oneCarrier() throws Exception {
        return busy(1, "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    }

    private static Jvm.Result attach(Path jar, String... arguments) throws Exception {
        Jvm jvm = new Jvm().option("-jar").option(jar.toString());
        List<String> command = jvm.command("attach");
        command.addAll(List.of(arguments));
        return Jvm.run(LIMIT_SECONDS, command);
    }

    private static void refused(Path jar, LiveJvm target) throws Exception {
        Jvm.Result result = attach(jar, target.pid());
        assertTrue(result.output().startsWith(
                "taskwork-agent: process " + target.pid() + ": not active: " + REASON + "; "),
                result.output());
        DocumentBlock.hasLine("launching.md", result.output(), "(?<=process )\\d+");
        assertEquals(1, result.exitCode());
    }

    /**
     * Checks that the agent is refused and leaves nothing, and that it comes once a carrier is
     * free.
     */
    private static void comesToAnEnd(LiveJvm target) throws Exception {
        refused(Jvm.agentJar(), target);
        target.say("on");
        target.awaitLine("REFUSED, new threads have java.lang.Object");
        target.awaitLine("nobody left");
        Jvm.Result second = attach(Jvm.agentJar(), target.pid());
        assertEquals(0, second.exitCode(), second.output());
        target.say("on");
        assertEquals(0, target.exitCode(), target.output());
        assertTrue(target.output().endsWith(String.format("ACTIVE %d%n", Tour.WORKS)),
                target.output());
    }

    @Test
    void aThreadThatComputesHoldsTheOnlyCarrier() throws Exception {
        try (LiveJvm target = oneCarrier()) {
            comesToAnEnd(target);
        }
    }

    @Test
    void threadsThatComputeHoldAllCarriersOfTheDefaultScheduler() throws Exception {
        try (LiveJvm target = busy(Runtime.getRuntime().availableProcessors())) {
            comesToAnEnd(target);
        }
    }

    /** In the weakened twin the thread that the self-test gave up parks when it runs at last. */
    @Test
    void aThreadThatIsGivenUpWithoutAWordStays() throws Exception {
        Path weak = TwinJar.in(
                directory, "io/taskwork/agent/SelfTestBody", "abandon", CodeBuilder::return_);
        try (LiveJvm target = oneCarrier()) {
            refused(weak, target);
            target.say("on");
            target.awaitLine("left behind: 1");
        }
    }

    /** No limit of the agent helps there, since its code never runs. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there may be no SIGSTOP")
    void aJvmThatIsStopped() throws Exception {
        Jvm jvm = new Jvm().option("-XX:+EnableDynamicAgentLoading").defaultClassPath();
        try (LiveJvm target = LiveJvm.start(jvm, Waiting.class.getName())) {
            target.awaitLine("waiting");
            assertEquals(0, attach(Jvm.agentJar(), target.pid()).exitCode());
            signal("-STOP", target);
            long start = System.nanoTime();
            Jvm.Result result = attach(Jvm.agentJar(), target.pid(), "--timeout", "3");
            assertTrue(result.output().startsWith("taskwork-agent: process " + target.pid()
                    + " has not answered within 3 s; "), result.output());
            assertEquals(1, result.exitCode());
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
            signal("-CONT", target);
            target.say("go");
            assertEquals(0, target.exitCode(), target.output());
        }
    }

    private static void signal(String signal, LiveJvm target) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", signal, target.pid()).start().waitFor());
    }
}

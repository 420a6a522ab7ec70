// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import static io.taskwork.image.TestImage.STATUS;
import static io.taskwork.image.TestImage.expect;
import static io.taskwork.image.TestImage.jvm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.polled.PollMain;
import io.taskwork.TaskWorks;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs run in a woven runtime image, without an agent. */
@Tag("jdk")
class ImageIT {
    private static final String TOUR = "ACTIVE 9" + System.lineSeparator();

    private static final int FEATURE = Runtime.version().feature();

    @TempDir
    Path directory;

    private static Jvm options(Jvm jvm, String options) {
        for (String option : options.split(" ")) {
            jvm.option(option);
        }
        return jvm;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-Xshare:auto",
        "-Xshare:off",
        // so that the woven classes of java.base are verified
        "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal",
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Xint",
        "-Xcomp -XX:TieredStopAtLevel=1",
        "-Djdk.trackAllThreads=true",
        "-XX:+UseZGC",
        "-XX:+UseCompactObjectHeaders",
    })
    void aTourWithTheOption(String option) throws Exception {
        assumeTrue(FEATURE >= 25 || !option.contains("CompactObjectHeaders"), "no such option");
        expect(TOUR, options(jvm(), option).defaultClassPath().run(120, Tour.class.getName()));
    }

    @Test
    void theStatusSaysHow() throws Exception {
        expect(STATUS, jvm().defaultClassPath().run(60, StatusOnly.class.getName()));
    }

    @Test
    void theApiOnTheModulePath() throws Exception {
        expect("module io.taskwork " + STATUS, jvm()
                .option("-p").option(Jvm.apiJar().toString())
                .option("--add-modules").option("io.taskwork")
                .classPath(Jvm.testClasses())
                .run(60, StatusOnly.class.getName(), "module"));
    }

    /** An agent that is given, even twice, weaves nothing and says nothing. */
    @Test
    void theAgentOnTopChangesNothing() throws Exception {
        String agent = "-javaagent:" + Jvm.agentJar();
        expect(STATUS, jvm().option(agent).option(agent).defaultClassPath()
                .run(60, StatusOnly.class.getName()));
        expect(TOUR, jvm().option(agent).defaultClassPath().run(60, Tour.class.getName()));
    }

    /** The image has no poll points itself; the agent on top of it weaves them. */
    @ParameterizedTest
    @ValueSource(strings = {"reach loop", "reach recursion", "reach elsewhere", "check"})
    void theAgentOnTopWeavesPolls(String scene) throws Exception {
        expect("ok" + System.lineSeparator(), polls(scene.split(" ")));
    }

    @Test
    void theStatusCountsPolls() throws Exception {
        Jvm.Result result = polls("status");
        assertTrue(result.output().matches("woven into this runtime image; (.*; )?"
                + "[1-9]\\d* poll points in [1-9]\\d* classes\\Rok\\R"), result.output());
    }

    private static Jvm.Result polls(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PollMain.class.getName()));
        command.addAll(List.of(arguments));
        return jvm().option("-javaagent:" + Jvm.agentJar() + "=poll=com.acme.polled")
                .defaultClassPath().run(240, command.toArray(String[]::new));
    }

    @Test
    void withoutContinuationsItIsRefused() throws Exception {
        Jvm.Result result = options(jvm(),
                "-XX:+UnlockExperimentalVMOptions -XX:-VMContinuations").defaultClassPath()
                .run(60, StatusOnly.class.getName());
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(String.format("REFUSED: virtual threads are platform threads here\n"
                + "  start without -XX:-VMContinuations%n"), result.output());
    }

    /** The cache is recorded while works run; with an agent the JVM cannot make one. */
    @Test
    void anAotCache() throws Exception {
        assumeTrue(FEATURE >= 25, "no such option");
        Path jar = directory.resolve("tour.jar");
        TestImage.tourJar(jar);
        Path cache = directory.resolve("tour.aot");
        Jvm.Result training = jvm().option("-XX:AOTCacheOutput=" + cache)
                .classPath(jar, Jvm.apiJar()).run(300, Tour.class.getName());
        assertEquals(0, training.exitCode(), training.output());
        assertTrue(training.output().startsWith(TOUR), training.output());
        // With AOTMode=on the JVM ends if it cannot use the cache.
        expect(TOUR, jvm().option("-XX:AOTCache=" + cache).option("-XX:AOTMode=on")
                .classPath(jar, Jvm.apiJar()).run(60, Tour.class.getName()));
    }

    /** The package is exported for the API; nothing else of the JDK is opened. */
    @Test
    void applicationsDoNotGetAtTheInternalsOfTheJdk() throws Exception {
        Jvm.Result result = jvm().run(60, "--describe-module", "java.base");
        assertTrue(result.output().contains("exports io.taskwork.boot"), result.output());
        assertFalse(result.output().contains("exports jdk.internal.misc\n"), result.output());
    }

    static final class StatusOnly {
        public static void main(String[] args) {
            if (args.length > 0) {
                System.out.print(TaskWorks.class.getModule() + " ");
            }
            System.out.println(TaskWorks.status());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.support.Await;
import io.taskwork.support.Jars;
import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import io.taskwork.support.Subject;
import io.taskwork.support.Tour;
import io.taskwork.support.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM has an AOT cache (JEP 483, JEP 514) that was recorded without the agent. */
class AotCacheIT {
    private static final String TOUR = String.format("ACTIVE %d%n", Tour.WORKS);

    @TempDir
    Path directory;

    private Path jar;
    private Path cache;

    /** Records a run without the agent; a cache takes classes from jars only. */
    private void record(String... options) throws Exception {
        jar = Jars.of(directory.resolve("tour.jar"), Map.of(), classes());
        cache = directory.resolve("tour.aot");
        Jvm jvm = new Jvm().option("-XX:AOTCacheOutput=" + cache).classPath(Jvm.apiJar(), jar);
        List.of(options).forEach(jvm::option);
        Jvm.Result recorded = jvm.run(300, Untaught.class.getName());
        assertEquals(0, recorded.exitCode(), recorded.output());
        assertTrue(recorded.output().contains("ABSENT"), recorded.output());
        assertTrue(Files.exists(cache), recorded.output());
    }

    private Jvm jvm() {
        return new Jvm().option("-XX:AOTCache=" + cache).classPath(Jvm.apiJar(), jar);
    }

    /** Every -javaagent adds a module, which the cache has to have. */
    @Test
    void recordedWithTheModuleOfAgents() throws Exception {
        record("--add-modules=java.instrument");
        Path log = directory.resolve("load.log");
        // In the mode "on" a cache that cannot be used is an error.
        Jvm.Result result = jvm().agent(Jvm.agentJar()).option("-XX:AOTMode=on")
                .option("-Xlog:class+load:file=" + log).run(60, Tour.class.getName());
        assertEquals(TOUR, result.output());
        assertEquals(0, result.exitCode());
        List<String> shared = Files.readAllLines(log).stream()
                .filter(line -> line.contains("shared objects file")).toList();
        assertTrue(shared.size() > 100, "classes from the cache: " + shared.size());
    }

    /**
     * The JVM says that it cannot use the cache with an agent, and why, and continues without it.
     */
    @Test
    void recordedWithoutThatModule() throws Exception {
        record();
        Jvm.Result result = jvm().agent(Jvm.agentJar()).run(60, Tour.class.getName());
        assertTrue(result.output().endsWith(TOUR), result.output());
        assertTrue(result.output().contains("java.instrument specified during runtime but not"
                + " during dump time"), result.output());
        assertEquals(0, result.exitCode());
    }

    /**
     * With the module the cache is in use, and the classes that are woven are those of the cache.
     */
    @Test
    void attachedToAJvmWithACache() throws Exception {
        record();
        Jvm jvm = jvm().option("-XX:AOTMode=on").option("-XX:+EnableDynamicAgentLoading");
        try (LiveJvm target = LiveJvm.start(jvm, Waiting.class.getName())) {
            target.awaitLine("waiting");
            Jvm.Result result = new Jvm().option("-jar")
                    .run(120, Jvm.agentJar().toString(), "attach", target.pid());
            assertEquals(0, result.exitCode(), result.output());
            target.say("go");
            assertEquals(0, target.exitCode(), target.output());
            assertEquals(String.format("waiting%n") + TOUR, target.output());
        }
    }

    private static Class<?>[] classes() throws Exception {
        ClassLoader loader = AotCacheIT.class.getClassLoader();
        String tour = Tour.class.getName();
        return new Class<?>[] {Tour.class, Class.forName(tour + "$Call", false, loader),
            Class.forName(tour + "$Release", false, loader), Await.class, Subject.class,
            Subject.Body.class, Waiting.class, Untaught.class};
    }

    /** The program that is recorded: it uses the API, without the agent. */
    static final class Untaught {
        public static void main(String[] args) throws Exception {
            System.out.println(io.taskwork.TaskWorks.status().state());
            Thread.startVirtualThread(() -> {}).join();
        }
    }
}

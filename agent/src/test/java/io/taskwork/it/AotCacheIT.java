// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an AOT cache (JEP 483, JEP 514) that was recorded without the agent. */
class AotCacheIT {
    @TempDir
    Path directory;

    @Test
    void recordedWithoutTheAgent() throws Exception {
        // A cache takes classes from jars only.
        Path jar = Jars.of(directory.resolve("tour.jar"), Map.of(), classes());
        Path cache = directory.resolve("tour.aot");
        Jvm.Result recorded = new Jvm().option("-XX:AOTCacheOutput=" + cache)
                .classPath(Jvm.apiJar(), jar).run(300, Untaught.class.getName());
        assertEquals(0, recorded.exitCode(), recorded.output());
        assertTrue(recorded.output().contains("ABSENT"), recorded.output());
        assertTrue(Files.exists(cache), recorded.output());

        Path log = directory.resolve("load.log");
        // The mode "on": a cache that cannot be used is an error.
        Jvm.Result result = new Jvm().agent(Jvm.agentJar())
                .option("-XX:AOTCache=" + cache).option("-XX:AOTMode=on")
                .option("-Xlog:class+load:file=" + log)
                .classPath(Jvm.apiJar(), jar).run(60, Tour.class.getName());
        assertEquals(String.format("ACTIVE %d%n", Tour.WORKS), result.output());
        assertEquals(0, result.exitCode());
        List<String> shared = Files.readAllLines(log).stream()
                .filter(line -> line.contains("shared objects file")).toList();
        assertTrue(shared.size() > 100, "classes from the cache: " + shared.size());
    }

    private static Class<?>[] classes() throws Exception {
        ClassLoader loader = AotCacheIT.class.getClassLoader();
        String tour = Tour.class.getName();
        return new Class<?>[] {Tour.class, Class.forName(tour + "$Call", false, loader),
            Class.forName(tour + "$Release", false, loader), Await.class, Await.Probe.class,
            Await.Probe.Body.class, Untaught.class};
    }

    /** What is recorded: a program that uses the API, without the agent. */
    static final class Untaught {
        public static void main(String[] args) throws Exception {
            System.out.println(io.taskwork.TaskWorks.status().state());
            Thread.startVirtualThread(() -> {}).join();
        }
    }
}

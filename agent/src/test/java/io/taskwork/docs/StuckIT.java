// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.support.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/when-it-hangs.md} shows of the program {@code Stuck} is what that prints. */
class StuckIT {
    private static final Path PROGRAM =
            Path.of("..", "samples", "frameworks", "stuck", "Stuck.java");

    @TempDir
    Path directory;

    private static void is(String block, String text) throws Exception {
        DocumentBlock.of("when-it-hangs.md", block)
                .varyingIn("(?m)(?<=^#)\\d+| \\d{4}-\\d\\d-\\d\\dT\\S+|(?<=@)[0-9a-f]+")
                .is("```\n" + text + "\n```\n");
    }

    /**
     * Returns the frames of a thread in a dump; of the first run between two frames of the program,
     * only the ends.
     */
    private static String thread(String dump, String name) {
        List<String> frames = dump.lines().dropWhile(line -> !line.contains("\"" + name + "\""))
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.replaceFirst("\\.java:\\d+\\)", ".java)"))
                .collect(Collectors.toCollection(ArrayList::new));
        assertTrue(frames.size() > 1, "no thread " + name + " in " + dump);
        return String.join("\n", frames);
    }

    /**
     * Returns the frames without the way from {@code LockSupport} to the latch, which is of no
     * interest there.
     */
    private static String shortened(String frames) {
        return frames.replaceAll("(?:    at java.base/java.lang.System\\$1\\.parkVirtualThread\\(.*\\n)"
                + "(?:.*(?:LockSupport|AbstractQueuedSynchronizer)\\.\\w+\\(.*\\n)+", "    ...\n");
    }

    @Test
    void asTheDocumentShows() throws Exception {
        assumeTrue(DocumentBlock.isShownHere(), "the documents show another JVM");
        Path file = directory.resolve("dump.txt");
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).classPath(Jvm.apiJar())
                .run(120, PROGRAM.toString(), file.toString());
        assertEquals(0, result.exitCode(), result.output());
        is("table", result.output().lines()
                .filter(line -> line.startsWith("  ")).collect(Collectors.joining("\n")));
        String dump = Files.readString(file);
        is("drains", shortened(thread(dump, "drains")));
        for (String name : List.of("monitor", "stamped", "spins")) {
            is(name, thread(dump, name));
        }
        assertTrue(thread(dump, "main").contains("- locked <java.lang.Object@"),
                "the owner of the monitor");
    }
}

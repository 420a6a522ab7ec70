// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Tells whether a process may be a JVM; attaching begins with a SIGQUIT, which ends others. */
final class OtherProcess {
    private OtherProcess() {}

    /** Returns why the process cannot be a JVM, or null if it may be one. */
    static String complaint(String pid) {
        if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
            return "there is no process " + pid + "; jps -l lists the Java processes";
        }
        Path maps = Path.of("/proc", pid, "maps");
        if (!Files.isReadable(maps)) {
            return null; // unknown; attaching will tell
        }
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("libjvm")) ? null
                    : "process " + pid + " is not a JVM; jps -l lists the Java processes";
        } catch (IOException | UncheckedIOException e) {
            return null; // it may have ended
        }
    }
}

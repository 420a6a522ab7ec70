// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first program, as printed, is run by the command beside it, in this clone. */
class ReadmeIT {
    private static final Pattern PROGRAM =
            Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RUN =
            Pattern.compile("\\n    \\$ java (.* Hello\\.java)\\n((?:    .*\\n)+)");

    @TempDir
    Path directory;

    @Test
    void helloPrintsWhatIsPrinted() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "a compact source file");
        Path root = Path.of("..").toRealPath();
        String readme = Files.readString(root.resolve("README.md")).replace("\r\n", "\n");
        Matcher program = PROGRAM.matcher(readme);
        Matcher run = RUN.matcher(readme);
        assertTrue(program.find() && run.find(), "not found in the README");
        Path source = Files.writeString(directory.resolve("Hello.java"), program.group(1));

        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String word : run.group(1).split(" ")) {
            command.add(word.equals("Hello.java") ? source.toString() : word);
        }
        Process process = new ProcessBuilder(command).directory(root.toFile())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        // A machine under load sleeps longer, never shorter.
        assertEquals(run.group(2).replace("    ", ""),
                output.replaceAll("slept its \\d+00 ms", "slept its 500 ms"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.docs.DocumentBlock;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code image}: what it makes, and that it never leaves half of it. */
class ImageBuilderIT {
    private static final String SMALL = "--add-modules=java.base";

    private static final String[] DOCUMENTED =
            {"--add-modules", "java.base,jdk.jfr", "--strip-debug", "--compress", "zip-6"};

    @TempDir
    Path directory;

    private Path output;

    @BeforeEach
    void output() throws IOException {
        output = Files.createDirectory(directory.resolve("out")).resolve("image");
    }

    /**
     * Compares with the document. Times, sizes and the directory vary, and spaces do since numbers
     * are aligned to the right.
     */
    private void isInTheDocument(Jvm.Result result) throws IOException {
        if (DocumentBlock.isShownHere()) {
            DocumentBlock.of("image.md", "small").varyingIn(" +\\d+ m?s|\\d+ MB")
                    .isTranscript("$ java -jar taskwork-agent.jar image --output small "
                            + String.join(" ", DOCUMENTED) + "\n"
                            + result.output().replace(output.toString(), ".../small"));
            List<String> counts = Files.readAllLines(Path.of("..", "docs", "image.md")).stream()
                    .filter(line -> line.startsWith("      woven: "))
                    .map(line -> line.replaceAll(" +\\d+ ms", "")).distinct().toList();
            assertEquals(1, counts.size(), "one image, one number of classes: " + counts);
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(output.getParent())) {
            return files.toList();
        }
    }

    /** Expects one line with the text, exit code 1, and nothing left. */
    private void refused(String text, Jvm.Result result) throws IOException {
        assertEquals(1, result.exitCode(), result.output());
        List<String> messages = result.output().lines()
                .filter(line -> !line.startsWith("  ")).toList(); // the steps that went well
        assertEquals(1, messages.size(), result.output());
        assertTrue(messages.getFirst().startsWith("taskwork-agent image: ")
                && messages.getFirst().contains(text), result.output());
        assertEquals(List.of(), left());
    }

    @Test
    void asTheDocumentShows() throws Exception {
        Jvm.Result result = TestImage.build(output, DOCUMENTED);
        assertEquals(0, result.exitCode(), result.output());
        isInTheDocument(result);
    }

    @Test
    void anExistingDirectoryIsLeftAlone() throws Exception {
        Files.createDirectory(output);
        Path mine = Files.createFile(output.resolve("mine"));
        Jvm.Result result = TestImage.build(output);
        assertTrue(result.output().contains(output + " exists"), result.output());
        assertEquals(1, result.exitCode());
        assertEquals(List.of(output), left());
        Files.delete(mine); // it is still there
    }

    @Test
    void noDirectoryToPutItInto() throws Exception {
        Path nowhere = output.resolve("a");
        refused("there is no directory " + output, TestImage.build(nowhere));
    }

    /** The directory says of itself that it is writable. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no /proc")
    void aPlaceWhereNothingCanBeWritten() throws Exception {
        Jvm.Result result = TestImage.build(Path.of("/proc/x"));
        refused("nothing can be written there: /proc/", result);
        assertFalse(result.output().contains("Exception"), result.output());
    }

    @Test
    void aFileInThePlaceOfADirectory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        refused("there is no directory " + file, TestImage.build(file.resolve("image")));
    }

    @Test
    void anOptionThatJlinkDoesNotKnow() throws Exception {
        refused("jlink: unknown option: --no-such", TestImage.build(output, "--no-such"));
    }

    @Test
    void anImageHasNoPollPoints() throws Exception {
        refused("--poll: an image has no poll points",
                TestImage.build(output, "--poll", "com.acme"));
    }

    @Test
    void anUnknownModule() throws Exception {
        refused("no.such.module", TestImage.build(output, "--add-modules", "no.such.module"));
    }

    @Test
    void aRuntimeWithoutJlink() throws Exception {
        refused("has no jlink (module jdk.jlink)", TestImage.builder(
                new Jvm().option("--limit-modules").option("java.instrument"), output));
    }

    @Test
    void aWovenImage() throws Exception {
        Path woven = TestImage.home();
        refused(woven + " is a woven image itself", TestImage.builder(new Jvm(woven), output));
    }

    /** A file may not get larger than some megabytes: writing fails midway, as with a full disk. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
    void aWriteThatFails() throws Exception {
        List<String> command = List.of("sh", "-c", "ulimit -f 8000 && exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar", Jvm.agentJar().toString(), "image", "--output", output.toString(), SMALL);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        refused("File too large", new Jvm.Result(process.waitFor(), text, false));
    }

    /** The self-test in the new image finds that nothing is woven in it. */
    @Test
    void weavingThatIsSwitchedOff() throws Exception {
        refused("java.base is not woven in it",
                TestImage.build(output, SMALL, "--disable-plugin", "taskwork"));
    }

    /** SIGTERM comes while jlink writes; Ctrl-C has the same effect. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
    void endedMidway() throws Exception {
        Path log = directory.resolve("log");
        int exitCode = 0;
        for (int i = 0; i < 10 && exitCode == 0; i++) { // 0 if it was done before the signal came
            TestImage.deleteAll(output);
            Process process = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar", Jvm.agentJar().toString(), "image", "--output", output.toString(),
                    SMALL).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            while (left().isEmpty() && process.isAlive()) {
                Thread.onSpinWait();
            }
            process.destroy();
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it goes on");
            exitCode = process.exitValue();
        }
        assertEquals(128 + 15, exitCode, Files.readString(log));
        assertEquals(List.of(), left());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "jpackage names directories otherwise")
    void withJlinksOwnOptionsAndForJpackage() throws Exception {
        Jvm.Result result = TestImage.build(output, SMALL, "--strip-debug", "--compress", "zip-6",
                "--strip-native-commands");
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(List.of(output), left());
        assertTrue(Files.notExists(output.resolve("bin").resolve("java")), "java is there");

        Path input = Files.createDirectory(directory.resolve("input"));
        TestImage.tourJar(input.resolve("tour.jar"));
        Files.copy(Jvm.apiJar(), input.resolve("taskwork-api.jar"));
        assertEquals(0, ToolProvider.findFirst("jpackage").orElseThrow().run(
                System.out, System.err, "--type", "app-image", "--name", "tour",
                "--runtime-image", output.toString(), "--input", input.toString(),
                "--main-jar", "tour.jar", "--main-class", Tour.class.getName(),
                "--dest", directory.toString()));
        Process process = new ProcessBuilder(
                directory.resolve("tour").resolve("bin").resolve("tour").toString())
                .redirectErrorStream(true).start();
        assertEquals("ACTIVE 9" + System.lineSeparator(),
                new String(process.getInputStream().readAllBytes()));
        assertEquals(0, process.waitFor());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import io.taskwork.agent.BootClasses;
import io.taskwork.agent.FileErrors;
import io.taskwork.agent.JdkShape;
import io.taskwork.agent.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the image next to its final place, tries it, and moves it there, so that there is a
 * complete image or none.
 */
final class ImageBuild {
    private static final String STRIP_COMMANDS = "--strip-native-commands";

    private final Path output;
    private final List<String> modules;
    private final List<String> jlinkOptions;
    private final PrintWriter out;
    private final Path javaHome = Path.of(System.getProperty("java.home"));

    ImageBuild(Path output, List<String> modules, List<String> jlinkOptions, PrintWriter out) {
        this.output = output.toAbsolutePath().normalize();
        this.modules = modules;
        this.jlinkOptions = new ArrayList<>(jlinkOptions);
        this.out = out;
    }

    void run() throws ImageFailure, IOException {
        long start = System.nanoTime();
        check();
        // If jlink did this, there would be no java to make the archives and to try the image with.
        boolean stripCommands = jlinkOptions.removeIf(STRIP_COMMANDS::equals);
        jlinkOptions.removeIf("--generate-cds-archive"::equals); // always done below
        Path temporary = temporary();
        requireWritable(temporary);
        try (Workshop workshop = new Workshop(temporary)) {
            link(workshop);
            if (!Files.exists(temporary)) {
                return; // the options asked jlink for something else, such as --list-plugins
            }
            tryOut(workshop);
            CdsArchives.dump(workshop, javaHome, this::step);
            if (stripCommands) {
                Launchers.delete(temporary.resolve("bin"), javaHome.resolve("bin"));
            }
            workshop.moveTo(output);
        }
        out.println("woven image in " + output + ", " + Workshop.megabytes(output) + " MB, "
                + millis(start) + " ms");
        out.flush();
    }

    private void check() throws ImageFailure {
        if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageFailure(output + " exists; name a directory that does not exist");
        }
        if (output.getFileName() == null || !Files.isDirectory(output.getParent())) {
            throw new ImageFailure("there is no directory " + output.getParent());
        }
        if (!Files.isWritable(output.getParent())) {
            throw new ImageFailure(output.getParent() + " is not writable");
        }
        if (isWoven()) {
            throw new ImageFailure(javaHome + " is a woven image itself;"
                    + " run this with the JDK that it was made from");
        }
        if (SystemModules.lackJlink()) {
            throw new ImageFailure(javaHome + " has no jlink (module jdk.jlink);"
                    + " run this with a full JDK");
        }
        try {
            JdkShape.verify();
        } catch (Refusal e) {
            throw new ImageFailure(e.getMessage());
        }
    }

    private Path temporary() {
        return output.resolveSibling(
                "." + output.getFileName() + ".taskwork-" + ProcessHandle.current().pid());
    }

    /** Finds out by trying, since some file systems, such as /proc, answer the question wrongly. */
    private static void requireWritable(Path directory) throws ImageFailure {
        try {
            Files.delete(Files.createDirectory(directory));
        } catch (IOException e) {
            throw new ImageFailure("nothing can be written there: " + FileErrors.text(e));
        }
    }

    private static boolean isWoven() {
        return Object.class.getModule().getPackages().contains("io.taskwork.boot");
    }

    private void link(Workshop workshop) throws ImageFailure, IOException {
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin").resolve("java").toString(),
                "--add-modules", "jdk.jlink",
                "--add-exports", "jdk.jlink/jdk.tools.jlink.internal=ALL-UNNAMED",
                "--add-exports", "jdk.jlink/jdk.tools.jlink.plugin=ALL-UNNAMED",
                "-cp", BootClasses.ownJar().toString(),
                Linking.class.getName(),
                "--output", workshop.directory().toString(),
                "--add-modules", String.join(",", modules.isEmpty()
                        ? SystemModules.linkable(javaHome) : modules)));
        command.addAll(jlinkOptions);
        if (workshop.runVisibly(command) != 0) {
            throw new ImageFailure(null);
        }
    }

    private void tryOut(Workshop workshop) throws ImageFailure, IOException {
        long start = System.nanoTime();
        Workshop.Result result = workshop.run(List.of(
                workshop.directory().resolve("bin").resolve("java").toString(),
                "-cp", BootClasses.ownJar().toString(),
                ImageCheck.class.getName()));
        if (result.exitCode() != 0) {
            throw new ImageFailure("the image does not work: " + result.lastLine());
        }
        step("self-test: " + result.lastLine(), start);
    }

    private void step(String what, long start) {
        out.printf("  %-62s %6d ms%n", what, millis(start));
        out.flush();
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000L;
    }
}

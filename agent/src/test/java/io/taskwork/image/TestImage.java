// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The woven runtime image that the tests use. All share one, which is made anew whenever the
 * agent's jar is.
 */
public final class TestImage {
    /** The line that {@code TaskWorks.status()} gives in it. */
    static final String STATUS = "ACTIVE: woven into this runtime image" + System.lineSeparator();

    private static final long LIMIT_SECONDS = 600;

    /** The failure to make it, so that not each test tries again. */
    private static IllegalStateException failure;

    private TestImage() {}

    /** Makes the image. The build starts this in the JDK from which the image is made. */
    public static void main(String[] args) throws Exception {
        home();
    }

    /** Returns its directory; the first call may make it. */
    public static synchronized Path home() throws Exception {
        if (failure != null) {
            throw failure;
        }
        Path home = Path.of(System.getProperty("taskwork.image"));
        Path release = home.resolve("release");
        if (!Files.exists(release) || Files.getLastModifiedTime(release)
                .compareTo(Files.getLastModifiedTime(Jvm.agentJar())) < 0) {
            deleteAll(home);
            Jvm.Result result = build(home);
            if (result.exitCode() != 0) {
                failure = new IllegalStateException("no image: " + result.output());
                throw failure;
            }
        }
        return home;
    }

    /** Returns its {@code java}. */
    static Jvm jvm() throws Exception {
        return new Jvm(home());
    }

    static void expect(String output, Jvm.Result result) {
        assertEquals(output, result.output());
        assertEquals(0, result.exitCode());
    }

    /** Runs the command of the image builder. */
    static Jvm.Result build(Path output, String... options) throws Exception {
        return builder(new Jvm(), output, options);
    }

    static Jvm.Result builder(Jvm jvm, Path output, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                Jvm.agentJar().toString(), "image", "--output", output.toString()));
        arguments.addAll(List.of(options));
        return jvm.option("-jar").run(LIMIT_SECONDS, arguments.toArray(String[]::new));
    }

    /** Makes a jar of {@link Tour} and what it needs of its package. */
    static void tourJar(Path jar) throws IOException {
        Path classes = Jvm.testClasses();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(classes.resolve("io/taskwork/support"))) {
            all.filter(file -> file.getFileName().toString().matches("(Tour|Await).*"))
                    .forEach(files::add);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

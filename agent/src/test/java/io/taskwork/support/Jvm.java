// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * A JVM of its own, for tests of a launch mode. It has the options that the test chooses, and those
 * that {@code -Dtaskwork.jvm.options} gives to all of them, and is of the JDK that runs the tests
 * unless another one is given.
 */
public final class Jvm {
    /** The end of a run. */
    public record Result(int exitCode, String output, boolean timedOut) {}

    /**
     * Whether these tests run in a woven runtime image, in which case the JVMs that they start do
     * so as well.
     */
    private static final boolean WOVEN = Boolean.getBoolean("taskwork.woven");

    private final List<String> options = new ArrayList<>();
    private final Path home;

    /** Makes one of the JDK that runs the tests. */
    public Jvm() {
        this(Path.of(System.getProperty("java.home")));
    }

    /** Makes one of another JDK. */
    public Jvm(Path home) {
        this.home = home;
        String all = System.getProperty("taskwork.jvm.options", "");
        options.addAll(List.of(all.isBlank() ? new String[0] : all.trim().split(" +")));
    }

    /** Returns the agent's jar, as built. */
    public static Path agentJar() {
        return Path.of(System.getProperty("taskwork.agent"));
    }

    /** Returns the version of both jars. */
    public static String version() {
        try (JarFile jar = new JarFile(agentJar().toFile())) {
            return jar.getManifest().getMainAttributes()
                    .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the API's jar, as built. */
    public static Path apiJar() {
        return Path.of(System.getProperty("taskwork.api"));
    }

    /** Returns the directory with the compiled test classes. */
    public static Path testClasses() {
        return Path.of("target", "test-classes").toAbsolutePath();
    }

    public Jvm option(String option) {
        options.add(option);
        return this;
    }

    /** Adds the agent, unless the run points are there without it. */
    public Jvm agent(Path jar) {
        return WOVEN ? this : option("-javaagent:" + jar);
    }

    public Jvm classPath(Path... entries) {
        List<String> path = new ArrayList<>();
        for (Path entry : entries) {
            path.add(entry.toString());
        }
        return option("-cp").option(String.join(File.pathSeparator, path));
    }

    /** Puts the API and the test classes on the class path. */
    public Jvm defaultClassPath() {
        return classPath(apiJar(), testClasses());
    }

    /** Runs a program; standard error is part of the output. The JVM is killed after the limit. */
    public Result run(long limitSeconds, String... mainAndArguments)
            throws IOException, InterruptedException {
        return run(limitSeconds, command(mainAndArguments));
    }

    /** Returns what to type: the JDK, the options so far, and a program. */
    public List<String> command(String... mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    /** Runs any command like {@link #run(long, String...)}. */
    public static Result run(long limitSeconds, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("taskwork-it", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean timedOut = !process.waitFor(limitSeconds, TimeUnit.SECONDS);
            if (timedOut) {
                process.destroyForcibly().waitFor();
            }
            return new Result(process.exitValue(), Files.readString(output), timedOut);
        } finally {
            Files.delete(output);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs while the test does something to it. It is killed when this is closed. */
public final class LiveJvm implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final Path output;
    private final Process process;

    private LiveJvm(List<String> command) throws IOException {
        output = Files.createTempFile("taskwork-it", ".out");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    public static LiveJvm start(Jvm jvm, String... mainAndArguments) throws IOException {
        return new LiveJvm(jvm.command(mainAndArguments));
    }

    /** Starts any program. */
    public static LiveJvm start(String... command) throws IOException {
        return new LiveJvm(List.of(command));
    }

    public String pid() {
        return Long.toString(process.pid());
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until it has printed the line. */
    public void awaitLine(String line) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (output().lines().noneMatch(line::equals)) {
            if (System.nanoTime() > end || !process.isAlive() && !output().contains(line)) {
                throw new AssertionError("no line '" + line + "' in: " + output());
            }
            Thread.sleep(20);
        }
    }

    /** Gives it a line on standard input. */
    public void say(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + System.lineSeparator()).getBytes());
        in.flush();
    }

    /** Waits until it has ended, and returns its exit code. */
    public int exitCode() throws Exception {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("does not end: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(output);
    }
}

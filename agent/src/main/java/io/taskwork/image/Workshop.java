// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory in which child processes make an image. Whatever ends the work before the image is
 * moved out, including Ctrl-C, no process and no directory is left.
 */
final class Workshop implements AutoCloseable {
    /** The limit for what takes seconds, and on the slowest machines a minute. */
    private static final int LIMIT_SECONDS = 600;

    /** How a child ended, and what it printed. */
    record Result(int exitCode, String output) {
        String lastLine() {
            return output.lines().filter(line -> !line.isBlank())
                    .reduce((a, b) -> b).orElse("it printed nothing");
        }
    }

    private final Path directory;
    private final Thread onShutdown = new Thread(this::shutDown, "taskwork-image-cleanup");
    private final Set<Process> children = new HashSet<>();
    private boolean shutDown;

    Workshop(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(onShutdown);
    }

    Path directory() {
        return directory;
    }

    /** Runs a command whose output is this program's own. */
    int runVisibly(List<String> command) throws ImageFailure, IOException {
        return await(start(new ProcessBuilder(command).inheritIO()));
    }

    Result run(List<String> command) throws ImageFailure, IOException {
        Process process = start(new ProcessBuilder(command).redirectErrorStream(true));
        process.getOutputStream().close();
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        long start = System.nanoTime();
        String output = new String(
                process.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
            throw new ImageFailure("this command had not ended after " + LIMIT_SECONDS + " s: "
                    + String.join(" ", command));
        }
        return new Result(await(process), output);
    }

    private synchronized Process start(ProcessBuilder builder) throws ImageFailure, IOException {
        if (shutDown) {
            throw new ImageFailure(null);
        }
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // agents, or a memory limit
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        children.add(process);
        return process;
    }

    private int await(Process process) throws ImageFailure {
        try {
            int exitCode = process.waitFor();
            synchronized (this) {
                children.remove(process);
                if (shutDown) {
                    throw new ImageFailure(null);
                }
            }
            return exitCode;
        } catch (InterruptedException e) {
            throw new ImageFailure("interrupted");
        }
    }

    void moveTo(Path output) throws IOException {
        Files.move(directory, output, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        deleteDirectory();
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // The JVM shuts down, and the hook runs.
        }
    }

    private void shutDown() {
        List<Process> running;
        synchronized (this) {
            shutDown = true;
            running = List.copyOf(children);
        }
        try {
            for (Process process : running) {
                process.destroyForcibly().waitFor(); // so that it no longer writes
            }
            deleteDirectory();
        } catch (IOException | InterruptedException e) {
            System.err.println("taskwork-agent image: left behind: " + directory + ": " + e);
        }
    }

    private synchronized void deleteDirectory() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e)
                    throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static long megabytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(file);
            }
        }
        return bytes / 1_000_000L;
    }
}

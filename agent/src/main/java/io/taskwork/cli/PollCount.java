// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.poll.PollNames;
import io.taskwork.poll.PollWeaver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Counts the polls that the classes on a class path would get: weaves them, and discards the
 * result.
 */
final class PollCount {
    private static final String SUFFIX = ".class";

    private final PrintWriter out;
    private final PollNames names;
    private int classes;
    private int polls;
    private int failures;

    private PollCount(PrintWriter out, PollNames names) {
        this.out = out;
        this.names = names;
    }

    static PollNames requireNames(String text) throws CommandFailure {
        try {
            return PollNames.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--poll: " + e.getMessage());
        }
    }

    /** Prints a line for each class that cannot be woven, then one with the counts. */
    static void print(PrintWriter out, PollNames names, String classPath) throws CommandFailure {
        PollCount count = new PollCount(out, names);
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            try {
                if (Files.isDirectory(Path.of(entry)) && !entry.isEmpty()) {
                    count.directory(Path.of(entry));
                } else if (!entry.isEmpty()) {
                    count.jar(entry);
                }
            } catch (IOException e) {
                throw new CommandFailure("--class-path: " + entry + " cannot be read: " + e);
            }
        }
        if (count.classes + count.failures == 0) {
            throw new CommandFailure("--poll: no class on --class-path has such a name");
        }
        out.printf("%-11s%d poll points in %d classes%s%n", "polls", count.polls, count.classes,
                count.failures == 0 ? "" : ", " + count.failures + " classes cannot be woven");
    }

    private void directory(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (isNamed(name)) {
                    weave(name, Files.readAllBytes(file));
                }
            }
        }
    }

    private void jar(String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            for (JarEntry entry : jar.stream().toList()) {
                if (isNamed(entry.getName())) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        weave(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    private boolean isNamed(String path) {
        return path.endsWith(SUFFIX) && names.include(
                path.substring(0, path.length() - SUFFIX.length()).replace('/', '.'));
    }

    private void weave(String path, byte[] classFile) {
        try {
            polls += PollWeaver.weave(classFile).polls();
            classes++;
        } catch (RuntimeException | LinkageError e) {
            failures++;
            out.printf("%-11s%s: %s%n", "not woven", path, e);
        }
    }
}

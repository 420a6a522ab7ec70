// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that is removed when the program ends, by a signal other than SIGKILL as well. */
final class TemporaryDirectory implements AutoCloseable {
    private final Path path;
    private final Thread hook = new Thread(this::remove);

    TemporaryDirectory(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix).toRealPath();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        remove();
    }

    /** Renames it first, since threads that still run would go on making files in it. */
    private synchronized void remove() {
        try {
            if (Files.exists(path)) {
                removeWithFiles(
                        Files.move(path, path.resolveSibling(path.getFileName() + "-removed")));
            }
        } catch (IOException e) {
            System.err.println("cannot remove " + path + ": " + e);
        }
    }

    private static void removeWithFiles(Path directory) throws IOException {
        for (;;) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            try {
                Files.delete(directory);
                return;
            } catch (DirectoryNotEmptyException e) {
                // A thread was making a file while the directory was renamed.
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.atomic.AtomicReference;

/** {@link Fput} with a bug: one file in its directory is never closed. */
final class LeakyFput {
    private static final AtomicReference<FileChannel> LEAK = new AtomicReference<>();

    private LeakyFput() {}

    public static void main(String[] args) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        WatchService watch = FileSystems.getDefault().newWatchService();
        parent.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        Thread.ofPlatform().daemon().start(() -> leak(parent, watch));
        Fput.main(args);
    }

    private static void leak(Path parent, WatchService watch) {
        try {
            Path created = (Path) watch.take().pollEvents().getFirst().context();
            LEAK.set(FileChannel.open(parent.resolve(created).resolve("leak"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.OwnedResource;
import io.taskwork.TaskWorks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * {@code cancel}: one of two writers that share a file is cancelled, and the other one must not
 * notice.
 *
 * <p>An interrupt does not stay with the thread that it is meant for: whoever enters a {@code
 * FileChannel} with the interrupt status set closes it for everybody. A callback that is queued
 * with SIGNAL runs on the writer itself, where it waits and therefore not while it writes, and ends
 * the wait.
 *
 * <p>{@code Cancellation [rounds]}, 1,000 by default.
 */
public final class Cancellation {
    /** A thread that waits for a line and writes it to a file that it shares. */
    private static final class Writer {
        final CompletableFuture<String> line = new CompletableFuture<>();
        final Thread thread;
        volatile String end;

        Writer(OwnedResource<FileChannel> file) {
            file.retain();
            thread = Thread.ofVirtual().start(() -> {
                try {
                    file.get().write(ByteBuffer.wrap(line.join().getBytes()));
                    end = "wrote its line";
                } catch (CancellationException | IOException e) {
                    end = e.getClass().getSimpleName();
                } finally {
                    file.release();
                }
            });
        }

        /** Ends the wait for a line; it is called on the writer's own thread. */
        void cancel() {
            line.cancel(false);
        }
    }

    /** How a round ended for each writer and for the channel. */
    private record Ends(String cancelled, String other, String channel) {
        @Override
        public String toString() {
            return "%-28s %-24s %s".formatted(cancelled, other, channel);
        }
    }

    /** A way to cancel a writer; it returns when the cancellation is on its way. */
    private interface Way {
        void cancel(Writer writer);
    }

    private Cancellation() {}

    /**
     * Runs the sample.
     *
     * @param args how many rounds, or nothing
     */
    public static void main(String[] args) {
        Sample.main("cancel", args, "rounds", 1_000, 100_000, Cancellation::run);
    }

    private static void run(Sample sample, int rounds) throws Exception {
        System.out.println("                the cancelled writer         the other writer"
                + "         the channel");
        rounds(sample, "by interrupt", rounds, writer -> writer.thread.interrupt(), new Ends(
                "ClosedByInterruptException", "ClosedChannelException", "closed"));
        rounds(sample, "by a callback", rounds,
                writer -> TaskWorks.add(writer.thread, writer::cancel, Notify.SIGNAL),
                new Ends("CancellationException", "wrote its line", "open"));
        sample.conclude("%nEach of the %,d rounds ended as shown.", 2 * rounds);
    }

    private static void rounds(Sample sample, String name, int rounds, Way way, Ends expected)
            throws Exception {
        try (TemporaryDirectory directory = new TemporaryDirectory("cancel-")) {
            for (int i = 0; i < rounds; i++) {
                Ends ends = round(directory.path().resolve("shared"), way);
                if (i == 0) {
                    System.out.printf("%-15s %s%n", name, ends);
                }
                sample.check(ends.equals(expected), "%s: %s", name, ends);
            }
        }
    }

    private static Ends round(Path path, Way way) throws Exception {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        OwnedResource<FileChannel> file =
                OwnedResource.of(channel, FileChannel::close, Notify.RESUME);
        Writer cancelled = new Writer(file);
        Writer other = new Writer(file);
        Sample.awaitBlocked(List.of(cancelled.thread, other.thread));
        way.cancel(cancelled);
        // An interrupt does not end join(): that writer enters the channel when it has its line.
        TaskWorks.call(cancelled.thread, () -> cancelled.line.complete("one"), Notify.SIGNAL);
        Sample.join(List.of(cancelled.thread));
        other.line.complete("other");
        Sample.join(List.of(other.thread));
        Ends ends = new Ends(cancelled.end, other.end, channel.isOpen() ? "open" : "closed");
        file.release();
        TaskWorks.run();
        return ends;
    }
}

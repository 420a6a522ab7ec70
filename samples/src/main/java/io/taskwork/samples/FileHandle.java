// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.OwnedResource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open file that threads share, as Linux's {@code struct file}. When the last reference is
 * dropped, the file is closed by its owner, the thread that opened it.
 */
final class FileHandle {
    /** Is told what happens to a handle, by the thread that does it. */
    interface Observer {
        /** Called after the last drop; a handle whose owner has exited is closed by then. */
        void onLastDrop(FileHandle handle);

        /** Called after the close; the time includes the close itself. */
        void onClose(FileHandle handle, long nanosSinceLastDrop);
    }

    private final Observer observer;
    private final byte[] content;
    private final OwnedResource<FileChannel> channel;

    /** The time of the last drop, or of a drop that was made at the same time. */
    private volatile long droppedAt;

    private volatile Thread closedBy;

    private FileHandle(
            FileChannel channel, byte[] content, int references, Notify notify, Observer observer) {
        this.content = content;
        this.observer = observer;
        this.channel = OwnedResource.of(channel, this::close, notify);
        for (int i = 1; i < references; i++) {
            this.channel.retain();
        }
    }

    /**
     * Opens a file, which is created if necessary, writes a line to it, and reads the line back.
     * The current thread owns the file.
     */
    static FileHandle open(
            Path file, String line, int references, Notify notify, Observer observer)
            throws IOException {
        byte[] content = line.getBytes(StandardCharsets.UTF_8);
        FileChannel channel = FileChannel.open(file,
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileHandle handle = new FileHandle(channel, content, references, notify, observer);
        try {
            for (ByteBuffer bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
            handle.check();
            return handle;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads the file and compares. The calling thread must hold a reference. */
    void check() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(content.length);
        while (bytes.hasRemaining()) {
            if (channel.get().read(bytes, bytes.position()) < 0) {
                throw new EOFException(this + " is too short");
            }
        }
        if (!bytes.flip().equals(ByteBuffer.wrap(content))) {
            throw new IOException(this + " does not hold what was written to it");
        }
    }

    /** Gives up one reference: {@code fput}. */
    void drop() {
        droppedAt = System.nanoTime();
        if (channel.release()) {
            observer.onLastDrop(this);
        }
    }

    /** Runs on the owner or, if it has exited, on the thread that dropped the last reference. */
    private void close(FileChannel open) throws IOException {
        closedBy = Thread.currentThread();
        open.close();
        observer.onClose(this, System.nanoTime() - droppedAt);
    }

    Thread owner() {
        return channel.owner();
    }

    /** Returns the thread that has closed it or is closing it, or null. */
    Thread closedBy() {
        return closedBy;
    }

    @Override
    public String toString() {
        return "FileHandle[" + new String(content, StandardCharsets.UTF_8) + "]";
    }
}

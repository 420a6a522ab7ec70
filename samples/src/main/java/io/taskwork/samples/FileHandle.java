// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file that threads share: Linux's {@code struct file}. Whoever drops the last reference
 * has the file closed by its owner, the thread that opened it.
 */
final class FileHandle {
    /** Is told what becomes of a handle, by the thread that it becomes of. */
    interface Observer {
        void onLastDrop(FileHandle handle);

        /** What it takes to close a file is part of the time. */
        void onClose(FileHandle handle, long nanosSinceLastDrop);
    }

    private final Thread owner = Thread.currentThread();
    private final Observer observer;
    private final Notify notify;
    private final AtomicInteger references;

    /** Lives as long as the handle does, so that to queue it cannot fail for want of memory. */
    private final TaskWork closing = TaskWork.of(this::close);

    private final FileChannel channel;
    private final byte[] content;

    // Written by whoever drops the last reference; the add hands them to the owner.
    private Thread dropper;
    private long droppedAt;

    private FileHandle(
            FileChannel channel, byte[] content, int references, Notify notify, Observer observer) {
        this.channel = channel;
        this.content = content;
        this.references = new AtomicInteger(references);
        this.notify = notify;
        this.observer = observer;
    }

    /**
     * Opens a file, made if need be, writes a line to it, and reads that back. The current thread
     * owns it.
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

    /** Reads the file. For threads that hold a reference. */
    void check() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(content.length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, bytes.position()) < 0) {
                throw new EOFException(this + " is too short");
            }
        }
        if (!bytes.flip().equals(ByteBuffer.wrap(content))) {
            throw new IOException(this + " does not hold what was written to it");
        }
    }

    /** Gives up one reference: {@code fput}. */
    void drop() {
        if (references.decrementAndGet() > 0) {
            return;
        }
        dropper = Thread.currentThread();
        observer.onLastDrop(this);
        droppedAt = System.nanoTime();
        if (!TaskWorks.add(owner, closing, notify)) {
            close(); // the owner has exited; Linux hands such a file to a delayed work
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        observer.onClose(this, System.nanoTime() - droppedAt);
    }

    Thread owner() {
        return owner;
    }

    /** The thread that dropped the last reference. For {@link Observer}s. */
    Thread dropper() {
        return dropper;
    }

    @Override
    public String toString() {
        return "FileHandle[" + new String(content, StandardCharsets.UTF_8) + "]";
    }
}

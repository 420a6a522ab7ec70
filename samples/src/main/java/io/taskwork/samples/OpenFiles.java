// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** This process's open descriptors, as the operating system sees them. */
final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final UnixOperatingSystemMXBean system;
    private final Path directory;
    private final long before;

    /** Prepares to count the open files of a directory; none may be open yet. */
    OpenFiles(Path directory) throws IOException {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean unix)) {
            throw new IOException("this system does not tell how many files are open");
        }
        this.system = unix;
        this.directory = directory.toRealPath();
        this.before = system.getOpenFileDescriptorCount();
    }

    /** Returns how many more files may be opened. */
    long room() {
        return system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    }

    /** Returns how many descriptors may be open at the same time. */
    long limit() {
        return system.getMaxFileDescriptorCount();
    }

    /**
     * Returns how many files of the directory are open or, where there is no /proc, by how much the
     * number of descriptors has grown.
     */
    long count() throws IOException {
        return Files.isDirectory(DESCRIPTORS)
                ? countLinks()
                : system.getOpenFileDescriptorCount() - before;
    }

    private long countLinks() throws IOException {
        long n = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (isInDirectory(descriptor)) {
                    n++;
                }
            }
        }
        return n;
    }

    private boolean isInDirectory(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory);
        } catch (NoSuchFileException e) {
            return false; // closed since the directory was read
        }
    }
}

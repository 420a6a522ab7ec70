// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.weave.WovenClasses;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;

/**
 * A directory with one file of {@link WovenClasses} for each agent and JDK that were started with
 * it. If anything is wrong with it, the agent weaves as if there were no cache, and says so in one
 * line.
 */
final class WovenCache {
    private final String directory;
    private WovenClasses classes = new WovenClasses();
    private Path file;
    private String name;
    private String complaint;

    /** Reads the file for this agent and JDK; makes the directory if there is none. */
    WovenCache(String directory) {
        this.directory = directory;
        try {
            Path path = Path.of(directory);
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, only("rwx------"));
            }
            OwnFiles.requireOwn(path);
            name = "taskwork-" + agent() + "-" + jdk();
            file = path.resolve(name + ".woven");
            read();
        } catch (IOException | RuntimeException e) { // also no valid path, or no POSIX files
            complaint = complaint(e);
        }
    }

    /** Returns the classes of an earlier run; empty if there was none. */
    WovenClasses classes() {
        return classes;
    }

    /** Returns one line if the cache is not used or could not be written; otherwise null. */
    String complaint() {
        return complaint;
    }

    /**
     * Writes the classes that were woven now, once they have passed the self-test. If several JVMs
     * do that at the same time, the last one wins; a reader finds the old file or a new one, never
     * a part of one.
     */
    void store() {
        if (complaint != null || !classes.isChanged()) {
            return;
        }
        try {
            Path temporary = file.resolveSibling(name + "-" + ProcessHandle.current().pid() + "-"
                    + Long.toHexString(System.nanoTime()) + ".tmp");
            try {
                Files.createFile(temporary, only("rw-------"));
                Files.write(temporary, classes.toFile(name), StandardOpenOption.WRITE);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | RuntimeException e) {
            complaint = complaint(e);
        }
    }

    private void read() throws IOException {
        try {
            if (OwnFiles.isOwn(file)) {
                classes = WovenClasses.ofFile(Files.readAllBytes(file), name);
            }
        } catch (NoSuchFileException e) {
            // This is the first start.
        }
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private String complaint(Exception e) {
        return "without the cache in " + directory + ": " + FileErrors.text(e);
    }

    /** Returns the checksum of the whole jar: weaver, advices and runtime. */
    private static String agent() throws IOException {
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new FileInputStream(BootClasses.ownJar())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                checksum.update(buffer, 0, read);
            }
        }
        return Long.toHexString(checksum.getValue());
    }

    /**
     * Returns a name that tells JDKs apart that share a directory; whether a class is used is
     * decided by its bytes.
     */
    private static String jdk() {
        CRC32 checksum = new CRC32();
        for (String key : new String[] {"java.vm.version", "java.vm.vendor", "os.arch"}) {
            checksum.update(String.valueOf(System.getProperty(key))
                    .getBytes(StandardCharsets.UTF_8));
        }
        return Long.toHexString(checksum.getValue());
    }
}

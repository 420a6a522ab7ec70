// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.weave.WovenClasses;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * it. Whatever is wrong with it, the agent weaves as it would without, and says so in one line.
 */
final class WovenCache {
    private final String directory;
    private WovenClasses classes = new WovenClasses();
    private Path file;
    private String name;
    private String complaint;

    /** Reads what is there; makes the directory if there is none. */
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
        } catch (IOException | RuntimeException e) { // also a path that is none, and no POSIX
            complaint = complaint(e);
        }
    }

    /** Those of an earlier run; empty if there was none. */
    WovenClasses classes() {
        return classes;
    }

    /** One line if the cache is not used or could not be written, else null. */
    String complaint() {
        return complaint;
    }

    /**
     * Keeps what was woven now, once it has proved itself. If several JVMs do that at the same
     * time, the last one wins; a reader finds the old file or a new one, never a part.
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
            // The first start.
        }
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private String complaint(Exception e) {
        return "without the cache in " + directory + ": " + FileErrors.text(e);
    }

    /** All of the jar: weaver, advices, runtime. */
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

    /** To keep JDKs apart that share a directory; which classes are woven, their bytes decide. */
    private static String jdk() {
        CRC32 checksum = new CRC32();
        for (String key : new String[] {"java.vm.version", "java.vm.vendor", "os.arch"}) {
            checksum.update(String.valueOf(System.getProperty(key)).getBytes());
        }
        return Long.toHexString(checksum.getValue());
    }
}

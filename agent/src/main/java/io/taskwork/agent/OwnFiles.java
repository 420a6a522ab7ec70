// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Checks whether files can be trusted as much as the JDK itself, since what is read from them
 * becomes code of {@code java.base}. Only the user of this JVM and root may be able to change them.
 */
final class OwnFiles {
    private static final int WRITABLE_BY_OTHERS = 0022; // S_IWGRP | S_IWOTH
    private static final int STICKY = 01000; // S_ISVTX: names belong to the owner of the file
    private static final int TYPE = 0170000; // S_IFMT
    private static final int REGULAR = 0100000; // S_IFREG
    private static final int ROOT = 0;
    private static final Path PROCESS = Path.of("/proc/self");

    private OwnFiles() {}

    /**
     * Throws unless the directory can be trusted, and all directories above it, in which it could
     * be replaced.
     */
    static void requireOwn(Path directory) throws IOException {
        Path real = directory.toRealPath();
        for (Path path = real; path != null; path = path.getParent()) {
            Map<String, Object> attributes = attributes(path);
            if (!isOurs(attributes)) {
                throw new IOException(path + " belongs to another user");
            }
            int mode = (int) attributes.get("mode");
            boolean replaceable = path.equals(real) || (mode & STICKY) == 0;
            if ((mode & WRITABLE_BY_OTHERS) != 0 && replaceable) {
                throw new IOException(path + " can be written by other users; chmod go-w " + path);
            }
        }
    }

    /**
     * Returns whether a file, in a directory that can be trusted, is a regular one that can be
     * trusted.
     */
    static boolean isOwn(Path file) throws IOException {
        Map<String, Object> attributes = attributes(file);
        int mode = (int) attributes.get("mode");
        return isOurs(attributes) && (mode & TYPE) == REGULAR && (mode & WRITABLE_BY_OTHERS) == 0;
    }

    private static boolean isOurs(Map<String, Object> attributes) throws IOException {
        Object owner = attributes.get("uid");
        if (owner.equals(ROOT)) {
            return true;
        }
        if (!Files.exists(PROCESS)) {
            throw new IOException("there is no " + PROCESS + " to tell the user of this JVM;"
                    + " leave the option out");
        }
        return owner.equals(Files.getAttribute(PROCESS, "unix:uid"));
    }

    private static Map<String, Object> attributes(Path path) throws IOException {
        return Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    }
}

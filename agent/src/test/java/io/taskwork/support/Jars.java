// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars made by tests. */
public final class Jars {
    /** Changes the content of a jar. */
    public interface Change {
        void in(FileSystem jar) throws IOException;
    }

    private Jars() {}

    /** Makes a jar with test classes. */
    public static Path of(Path jar, Map<String, String> attributes, Class<?>... classes)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach(manifest.getMainAttributes()::putValue);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> type : classes) {
                String path = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(path));
                Files.copy(Jvm.testClasses().resolve(path), out);
            }
        }
        return jar;
    }

    /** Makes a changed copy of a jar; a weakened one of the agent's is a {@link TwinJar}. */
    public static Path changed(Path original, Path copy, Change change) throws IOException {
        Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem jar = FileSystems.newFileSystem(
                URI.create("jar:" + copy.toUri()), Map.of())) {
            change.in(jar);
        }
        return copy;
    }

    /** Writes a text of the same length in place of another one, in a class file or a manifest. */
    public static void replace(FileSystem jar, String path, String text, String by)
            throws IOException {
        if (text.length() != by.length()) {
            throw new IllegalArgumentException(text + ", " + by);
        }
        Path file = jar.getPath(path);
        String before = Files.readString(file, StandardCharsets.ISO_8859_1);
        String after = before.replace(text, by);
        if (after.equals(before)) {
            throw new AssertionError(path + " has no " + text);
        }
        Files.writeString(file, after, StandardCharsets.ISO_8859_1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars made by tests. */
final class Jars {
    /** Changes the content of a jar. */
    interface Change {
        void in(FileSystem jar) throws IOException;
    }

    private Jars() {}

    /** A jar with test classes. */
    static Path of(Path jar, Map<String, String> attributes, Class<?>... classes)
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

    /** A changed copy of the agent's jar. */
    static Path changedAgent(Path copy, Change change) throws IOException {
        Files.copy(Jvm.agentJar(), copy);
        try (FileSystem jar = FileSystems.newFileSystem(
                URI.create("jar:" + copy.toUri()), Map.of())) {
            change.in(jar);
        }
        return copy;
    }
}

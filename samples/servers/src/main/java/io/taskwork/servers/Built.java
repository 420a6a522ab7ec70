// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Finds what the build has made; {@code -Dtaskwork.root} names the repository if it is not the
 * current directory.
 */
final class Built {
    private Built() {}

    static Path file(String name) {
        return Path.of(System.getProperty("taskwork.root", "."), name).toAbsolutePath().normalize();
    }

    static Path jar(String name) {
        Path jar = file(name);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "no " + jar + "; build it from the root: mvn -q package -DskipTests");
        }
        return jar;
    }

    static Path taskworkAgent() {
        return jar("agent/target/taskwork-agent.jar");
    }

    static Path lookJar() {
        return jar("samples/servers/look/target/taskwork-look.jar");
    }

    /** {@link EmptyAgent} in a jar of its own, which is deleted with this JVM. */
    static Path emptyAgent() throws IOException {
        String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
        Path jar = Files.createTempFile("empty-agent", ".jar");
        jar.toFile().deleteOnExit();
        try (InputStream in = EmptyAgent.class.getResourceAsStream("/" + entry);
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }
}

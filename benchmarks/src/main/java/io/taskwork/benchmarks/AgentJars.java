// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** The options that put a measured JVM under an agent. */
final class AgentJars {
    private AgentJars() {}

    static String taskwork() {
        return "-javaagent:" + taskworkJar();
    }

    /** Returns the agent as built, or the one that {@code -Dtaskwork.agent} names. */
    static Path taskworkJar() {
        String named = System.getProperty("taskwork.agent");
        Path jar = named == null
                ? buildDirectory().resolve("../../agent/target/taskwork-agent.jar").normalize()
                : Path.of(named);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "there is no " + jar + "; build it, or name another: -Dtaskwork.agent=JAR");
        }
        return jar;
    }

    /** Returns the option for {@link EmptyAgent}, in a jar that is deleted with this JVM. */
    static String empty() {
        String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
        try {
            Path jar = Files.createTempFile("empty-agent", ".jar");
            jar.toFile().deleteOnExit();
            try (InputStream in = EmptyAgent.class.getResourceAsStream("/" + entry);
                    OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                out.putNextEntry(new ZipEntry(entry));
                in.transferTo(out);
            }
            return "-javaagent:" + jar;
        } catch (IOException e) {
            throw new IllegalStateException("the empty agent could not be written", e);
        }
    }

    /** Returns the directory of the jar that this runs from. */
    static Path buildDirectory() {
        try {
            return Path.of(AgentJars.class.getProtectionDomain().getCodeSource().getLocation()
                    .toURI()).toAbsolutePath().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

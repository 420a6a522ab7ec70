// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import io.taskwork.classfile.ClassFiles;
import io.taskwork.classfile.CodeBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** A copy of the agent's jar in which one method of the runtime has another body. */
public final class TwinJar {
    private static final String BOOT = "io/taskwork/boot/";

    private TwinJar() {}

    /** Fails if the method is not there: a twin that is not weaker would prove nothing. */
    public static Path make(Path agent, String type, String method, Consumer<CodeBuilder> body)
            throws IOException {
        Path twin = Files.createTempFile("taskwork-twin", ".jar");
        boolean replaced = false;
        try (JarFile in = new JarFile(agent.toFile());
                OutputStream file = Files.newOutputStream(twin);
                JarOutputStream out = new JarOutputStream(file)) {
            for (JarEntry entry : in.stream().toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream content = in.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    if (entry.getName().equals(BOOT + type + ".class")) {
                        bytes = ClassFiles.replaceBody(bytes, method, body);
                        replaced = true;
                    }
                    out.write(bytes);
                }
            }
        }
        if (!replaced) {
            throw new AssertionError("the agent's jar has no " + type);
        }
        return twin;
    }
}

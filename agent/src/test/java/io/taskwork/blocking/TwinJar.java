// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
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
                        bytes = replace(bytes, method, body);
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

    private static byte[] replace(byte[] bytes, String method, Consumer<CodeBuilder> body) {
        ClassFile format = ClassFile.of();
        var model = format.parse(bytes);
        long found =
                model.methods().stream().filter(m -> m.methodName().equalsString(method)).count();
        if (found != 1) {
            throw new AssertionError("not one method " + method);
        }
        return format.transformClass(model, ClassTransform.transformingMethods(
                m -> m.methodName().equalsString(method),
                (builder, element) -> {
                    if (element instanceof java.lang.classfile.CodeModel) {
                        builder.withCode(body);
                    } else {
                        builder.with(element);
                    }
                }));
    }
}

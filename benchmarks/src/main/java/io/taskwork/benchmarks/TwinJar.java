// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Makes an agent without coalescing: each SIGNAL wakes, although a wake may be on its way. */
final class TwinJar {
    private static final String WAKES = "io/taskwork/boot/Wakes.class";

    private TwinJar() {}

    /** Returns the option for a changed copy of the agent's jar, which is deleted with this JVM. */
    static String withoutCoalescing(Path agent) throws IOException {
        Path twin = Files.createTempFile("taskwork-each-wakes", ".jar");
        twin.toFile().deleteOnExit();
        try (JarFile in = new JarFile(agent.toFile());
                OutputStream file = Files.newOutputStream(twin);
                JarOutputStream out = new JarOutputStream(file)) {
            for (JarEntry entry : in.stream().toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream content = in.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    out.write(entry.getName().equals(WAKES) ? neverAttended(bytes) : bytes);
                }
            }
        }
        return "-javaagent:" + twin;
    }

    /** Changes {@code Wakes}: the calls that ask whether the target is attended give false. */
    static byte[] neverAttended(byte[] bytes) {
        int[] replaced = {0};
        byte[] changed = ClassFile.of().transformClass(ClassFile.of().parse(bytes),
                ClassTransform.transformingMethodBodies(
                        m -> true,
                        (code, element) -> {
                            if (element instanceof InvokeInstruction call
                                    && call.name().equalsString("isAttended")) {
                                code.pop().iconst_0();
                                replaced[0]++;
                            } else if (element instanceof Instruction i) {
                                code.with(i);
                            } else {
                                code.with(element);
                            }
                        }));
        if (replaced[0] != 2) {
            throw new IllegalStateException(
                    "Wakes asks " + replaced[0] + " times, not twice, if the target is attended");
        }
        return changed;
    }
}

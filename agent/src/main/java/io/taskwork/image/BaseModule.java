// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ModuleVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The descriptor of {@code java.base} with the runtime's packages. */
final class BaseModule {
    static final List<String> RUNTIME_PACKAGES = List.of("io.taskwork.boot", "io.taskwork.jdk");

    private BaseModule() {}

    /**
     * Returns the descriptor with the runtime's packages. They are exported, since the API finds
     * {@code Entry} with {@code MethodHandles.publicLookup}, and the agent's command line reads
     * what is known about the JDK.
     */
    static byte[] withRuntime(byte[] moduleInfo) {
        ClassReader reader = new ClassReader(moduleInfo);
        // The constants are copied as a whole, so that attributes unknown to ASM keep their
        // indices.
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public ModuleVisitor visitModule(String name, int access, String version) {
                return new WithPackages(super.visitModule(name, access, version));
            }
        }, 0);
        return writer.toByteArray();
    }

    private static final class WithPackages extends ModuleVisitor {
        WithPackages(ModuleVisitor copy) {
            super(Opcodes.ASM9, copy);
        }

        @Override
        public void visitEnd() {
            for (String name : RUNTIME_PACKAGES) {
                String internalName = name.replace('.', '/');
                visitPackage(internalName);
                visitExport(internalName, 0);
            }
            super.visitEnd();
        }
    }
}

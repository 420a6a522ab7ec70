// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import io.taskwork.jdk.Hooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Makes the {@link PreparedAdvices}, when the agent is built. */
public final class AdvicePreparation {
    private final ClassFileLocator jdk = ClassFileLocator.ForClassLoader.ofBootLoader();
    private final AdviceWeaver weaver =
            new AdviceWeaver(AdvicePreparation.class.getClassLoader());
    private final ClassWriter prepared = new ClassWriter(0);

    private AdvicePreparation() {}

    /** Writes them to the folder of class files that is given. */
    public static void main(String[] args) throws IOException {
        Files.write(Path.of(args[0]).resolve(Weaver.PREPARED),
                new AdvicePreparation().prepareAll());
    }

    private byte[] prepareAll() throws IOException {
        prepared.visit(Opcodes.V21, Opcodes.ACC_SUPER, Weaver.PREPARED, null,
                "java/lang/Object", null);
        for (Hook hook : Hooks.all()) {
            if (hook instanceof Hook.Advised advised) {
                for (String descriptor : hook.descriptors()) {
                    prepare(new Hook.Advised(advised.type(), advised.method(),
                            List.of(descriptor), advised.advice(), advised.purpose()));
                }
            }
        }
        return prepared.toByteArray();
    }

    /** Prepares an advice, unless only older releases than that of this JVM have its method. */
    private void prepare(Hook.Advised hook) throws IOException {
        byte[] blank = BlankBody.of(jdk.locate(hook.type()).resolve(), hook);
        if (blank != null) {
            byte[] woven = weaver.apply(List.of(hook), blank);
            new ClassReader(woven).accept(new Collector(hook), ClassReader.EXPAND_FRAMES);
        }
    }

    /** Takes over the one method of a class. */
    private final class Collector extends ClassVisitor {
        private final Hook.Advised hook;

        Collector(Hook.Advised hook) {
            super(Opcodes.ASM9);
            this.hook = hook;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor,
                String signature, String[] exceptions) {
            return prepared.visitMethod(
                    access, PreparedAdvices.name(hook), descriptor, null, null);
        }
    }
}

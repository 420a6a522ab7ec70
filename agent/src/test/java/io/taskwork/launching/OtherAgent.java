// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import io.taskwork.classfile.ClassFiles;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * An agent like those that others have: it changes the classes that are woven, with tools of its
 * own. Its option says how; what it did is in a system property.
 */
final class OtherAgent {
    static final String DID = "other.agent.did";

    private static final Set<String> TYPES = Set.of("java.lang.Thread", "java.lang.VirtualThread",
            "java.lang.Object", "java.util.concurrent.locks.AbstractQueuedSynchronizer");

    private OtherAgent() {}

    public static void premain(String option, Instrumentation instrumentation) throws Exception {
        Class<?>[] types = new Class<?>[TYPES.size()];
        int i = 0;
        for (String name : TYPES) {
            types[i++] = Class.forName(name, false, null);
        }
        switch (option) {
            case "rewrite" -> {
                Rewriter rewriter = new Rewriter();
                instrumentation.addTransformer(rewriter, true);
                instrumentation.retransformClasses(types);
                System.setProperty(DID, "rewrote " + rewriter.rewritten);
            }
            case "retransform" -> {
                instrumentation.retransformClasses(types);
                System.setProperty(DID, "retransformed");
            }
            case "redefine" -> {
                for (Class<?> type : types) {
                    String file = "/" + type.getName().replace('.', '/') + ".class";
                    try (var in = Object.class.getResourceAsStream(file)) {
                        instrumentation.redefineClasses(
                                new ClassDefinition(type, in.readAllBytes()));
                    }
                }
                System.setProperty(DID, "redefined");
            }
            default -> throw new IllegalArgumentException(option);
        }
    }

    /** A transformer that has each method with a body call {@code Thread.onSpinWait} first. */
    private static final class Rewriter implements ClassFileTransformer {
        final Set<String> rewritten = new ConcurrentSkipListSet<>();

        @Override
        public byte[] transform(Module module, ClassLoader loader, String internalName,
                Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            String name = internalName == null ? "" : internalName.replace('/', '.');
            if (!TYPES.contains(name)) {
                return null;
            }
            byte[] changed = ClassFiles.transform(classFile, Spinning::new);
            rewritten.add(name);
            return changed;
        }
    }

    /** Changes one class. */
    private static final class Spinning extends ClassVisitor {
        Spinning(ClassVisitor writer) {
            super(ClassFiles.ASM_API, writer);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor,
                String signature, String[] exceptions) {
            MethodVisitor body =
                    super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.startsWith("<") || name.equals("onSpinWait") ? body : new SpinFirst(body);
        }
    }

    /** Changes one method. */
    private static final class SpinFirst extends MethodVisitor {
        SpinFirst(MethodVisitor body) {
            super(ClassFiles.ASM_API, body);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "onSpinWait", "()V", false);
        }
    }
}

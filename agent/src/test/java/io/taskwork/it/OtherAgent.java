// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * An agent as others have: it changes the classes that are woven, with tools of its own. Its option
 * says how; what it did is in a system property.
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

    /** Has each method with a body call {@code Thread.onSpinWait} first. */
    private static final class Rewriter implements ClassFileTransformer {
        final Set<String> rewritten = new ConcurrentSkipListSet<>();

        @Override
        public byte[] transform(Module module, ClassLoader loader, String internalName,
                Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            String name = internalName == null ? "" : internalName.replace('/', '.');
            if (!TYPES.contains(name)) {
                return null;
            }
            ClassFile format = ClassFile.of();
            byte[] changed = format.transformClass(format.parse(classFile),
                    ClassTransform.transformingMethods(Rewriter::isOrdinary, (method, element) -> {
                        if (element instanceof CodeModel body) {
                            method.withCode(code -> {
                                code.invokestatic(ClassDesc.of("java.lang.Thread"), "onSpinWait",
                                        MethodTypeDesc.of(ConstantDescs.CD_void));
                                body.forEach(code::with);
                            });
                        } else {
                            method.with(element);
                        }
                    }));
            rewritten.add(name);
            return changed;
        }

        private static boolean isOrdinary(MethodModel method) {
            String name = method.methodName().stringValue();
            return !name.startsWith("<") && !name.equals("onSpinWait");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.classfile;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.AsmClassReader;
import net.bytebuddy.utility.AsmClassWriter;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Changes class files, also those of a JDK; it uses Byte Buddy, since JDK 21 has no means of its
 * own.
 */
public final class ClassFiles {
    /** The version of ASM for the visitors that {@link #transform} takes. */
    public static final int ASM_API = OpenedClassReader.ASM_API;

    private ClassFiles() {}

    /** Returns the library, for the class path of a JVM that uses this class. */
    public static Path library() {
        try {
            return Path.of(ClassReader.class.getProtectionDomain().getCodeSource()
                    .getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the class as it is changed by a visitor that is put before the writer. */
    public static byte[] transform(byte[] classFile, UnaryOperator<ClassVisitor> change) {
        AsmClassReader reader = AsmClassReader.Factory.Default.IMPLICIT.make(classFile);
        AsmClassWriter writer =
                AsmClassWriter.Factory.Default.IMPLICIT.make(ClassWriter.COMPUTE_MAXS, reader);
        reader.accept(change.apply(writer.getVisitor()), 0);
        return writer.getBinaryRepresentation();
    }

    /** Gives the one method of that name another body; fails if there is not exactly one. */
    public static byte[] replaceBody(byte[] classFile, String method, Consumer<CodeBuilder> body) {
        int[] found = new int[1];
        byte[] changed = transform(classFile, writer -> new ClassVisitor(ASM_API, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                MethodVisitor visitor =
                        super.visitMethod(access, name, descriptor, signature, exceptions);
                if (!name.equals(method)) {
                    return visitor;
                }
                found[0]++;
                return withBody(access, visitor, body);
            }
        });
        if (found[0] != 1) {
            throw new AssertionError("not one method " + method + ", but " + found[0]);
        }
        return changed;
    }

    /** Writes the body at once; what the reader has for it goes nowhere. */
    private static MethodVisitor withBody(
            int access, MethodVisitor writer, Consumer<CodeBuilder> body) {
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
            throw new AssertionError("a method without a body");
        }
        writer.visitCode();
        body.accept(new CodeBuilder(writer));
        writer.visitMaxs(0, 0); // is computed
        writer.visitEnd();
        return null;
    }

    /** Gives the methods of that name another name. */
    public static byte[] renameMethod(byte[] classFile, String from, String to) {
        return transform(classFile, writer -> new ClassVisitor(ASM_API, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                return super.visitMethod(access, name.equals(from) ? to : name, descriptor,
                        signature, exceptions);
            }
        });
    }
}

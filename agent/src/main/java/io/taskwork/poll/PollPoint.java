// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.boot.PolledCode;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Makes the class that woven code calls. It is in {@code java.lang}, which every class loader finds
 * and every module reads. A loader that asks its parent for certain packages only, such as one of
 * OSGi, finds no other class of the boot loader. The compiler inlines the call.
 */
public final class PollPoint {
    private PollPoint() {}

    /** Returns the name of the class. */
    public static String name() {
        return PolledCode.POINT;
    }

    /** Returns its class file: methods {@code poll} and {@code enter} that call those of Poll. */
    public static byte[] classFile() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                PollWeaver.POINT, null, "java/lang/Object", null);
        method(writer, "poll");
        method(writer, "enter");
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void method(ClassWriter writer, String name) {
        MethodVisitor code = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
        code.visitAnnotation("Ljdk/internal/vm/annotation/ForceInline;", true).visitEnd();
        code.visitCode();
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "io/taskwork/boot/Poll", name, "()V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}

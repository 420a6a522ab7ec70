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

    /** Returns it with {@code public static void poll() { io.taskwork.boot.Poll.poll(); }}. */
    public static byte[] classFile() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                PollWeaver.POINT, null, "java/lang/Object", null);
        MethodVisitor poll = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "poll", "()V", null, null);
        poll.visitAnnotation("Ljdk/internal/vm/annotation/ForceInline;", true).visitEnd();
        poll.visitCode();
        poll.visitMethodInsn(
                Opcodes.INVOKESTATIC, "io/taskwork/boot/Poll", "poll", "()V", false);
        poll.visitInsn(Opcodes.RETURN);
        poll.visitMaxs(0, 0);
        poll.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}

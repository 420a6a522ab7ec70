// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Leaves of a class its fields and one method, whose body becomes blank: two marks, a frame between
 * them, and a return. Byte Buddy shows in the frame which variables an advice has, and how it
 * returns after the second mark. The class is never loaded.
 */
final class BlankBody extends ClassVisitor {
    private final String method;
    private final String descriptor;
    private String type;
    private boolean found;

    private BlankBody(ClassVisitor copy, String method, String descriptor) {
        super(Opcodes.ASM9, copy);
        this.method = method;
        this.descriptor = descriptor;
    }

    /** Returns the class with the hook's method only, or null if there is no such method. */
    static byte[] of(byte[] classFile, Hook hook) {
        ClassWriter writer = new ClassWriter(0);
        BlankBody blank = new BlankBody(writer, hook.method(), hook.descriptor());
        new ClassReader(classFile).accept(blank, ClassReader.SKIP_CODE);
        return blank.found ? writer.toByteArray() : null;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName,
            String[] interfaces) {
        type = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        if (name.equals(method) && descriptor.equals(this.descriptor)) {
            found = true;
            write(super.visitMethod(access, name, descriptor, signature, exceptions),
                    (access & Opcodes.ACC_STATIC) != 0);
        }
        return null;
    }

    private void write(MethodVisitor blank, boolean isStatic) {
        Type result = Type.getReturnType(descriptor);
        Object[] variables = Guard.atEntry(isStatic ? null : type, descriptor);
        Label start = new Label();
        blank.visitCode();
        blank.visitLabel(start);
        blank.visitLineNumber(1, start);
        mark(blank, PreparedAdvice.START, Type.VOID_TYPE);
        blank.visitFrame(Opcodes.F_NEW, variables.length, variables, 0, new Object[0]);
        mark(blank, PreparedAdvice.RESULT, result);
        blank.visitInsn(result.getOpcode(Opcodes.IRETURN));
        blank.visitMaxs(result.getSize(),
                (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic ? 1 : 0));
        blank.visitEnd();
    }

    private static void mark(MethodVisitor blank, String name, Type result) {
        blank.visitMethodInsn(
                Opcodes.INVOKESTATIC, PreparedAdvice.MARK, name, "()" + result, false);
    }
}

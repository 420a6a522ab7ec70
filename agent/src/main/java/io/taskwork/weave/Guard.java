// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Calls the runtime where a method of a thread is entered, which then may return at once, and
 * before each other return. Byte Buddy's advice keeps the entry's answer in a variable until the
 * exit; this needs no variable, so that the frame of a parked thread is as large as the JDK's.
 *
 * <p>Where the call before a return throws, a handler of the method would see that if its range
 * included the return. In no release that was tested does one.
 */
final class Guard extends MethodVisitor {
    private static final String THREAD = "java/lang/Thread";

    private final Hook.Guarded hook;
    private final Label entry = new Label();
    private boolean inFirstLine = true;

    Guard(Hook.Guarded hook, MethodVisitor visitor) {
        super(Opcodes.ASM9, visitor);
        this.hook = hook;
    }

    @Override
    public void visitCode() {
        mv.visitCode();
        Label body = new Label();
        mv.visitLabel(entry);
        call(hook.before(), Type.BOOLEAN_TYPE);
        mv.visitJumpInsn(Opcodes.IFEQ, body);
        mv.visitInsn(Opcodes.RETURN);
        mv.visitLabel(body);
        Object[] variables = atEntry(hook.type().replace('.', '/'), hook.descriptor());
        mv.visitFrame(Opcodes.F_NEW, variables.length, variables, 0, new Object[0]);
        mv.visitInsn(Opcodes.NOP); // the body may begin with a frame, too, if that is a loop
    }

    /** The first line includes the entry, so that stack traces have a line there. */
    @Override
    public void visitLineNumber(int line, Label start) {
        mv.visitLineNumber(line, inFirstLine ? entry : start);
        inFirstLine = false;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            call(hook.after(), Type.VOID_TYPE);
        }
        mv.visitInsn(opcode);
    }

    private void call(String method, Type result) {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(Opcodes.GETFIELD, THREAD, "interruptLock", "Ljava/lang/Object;");
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, hook.runtime().replace('.', '/'), method,
                "(Ljava/lang/Object;)" + result, false);
    }

    /**
     * Returns the variables of a method where it starts, as in a frame. The type is null if the
     * method is static.
     */
    static Object[] atEntry(String type, String descriptor) {
        Type[] arguments = Type.getArgumentTypes(descriptor);
        int first = type == null ? 0 : 1;
        Object[] variables = new Object[first + arguments.length];
        if (type != null) {
            variables[0] = type;
        }
        for (int i = 0; i < arguments.length; i++) {
            variables[first + i] = inFrame(arguments[i]);
        }
        return variables;
    }

    private static Object inFrame(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}

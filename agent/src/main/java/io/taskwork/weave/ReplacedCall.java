// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import io.taskwork.jdk.Need;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Replaces a call of a JDK method, in one method, by a call of the runtime. The runtime's method is
 * static and has the same name; it takes the instance, if there is one, as its first argument. If
 * the replaced call is that of a constructor, after {@code new}, an object of the runtime's class
 * is made instead.
 */
final class ReplacedCall extends MethodVisitor {
    private final Hook.Replaced hook;

    /** The parts of the replaced call, as in a class file. */
    private final String owner;

    private final String name;
    private final String descriptor;
    private final String standIn;
    private int replaced;

    /**
     * True between a {@code new} and its constructor's call; any other call of the constructor is
     * one of {@code super}.
     */
    private boolean making;

    ReplacedCall(Hook.Replaced hook, MethodVisitor visitor) {
        super(Opcodes.ASM9, visitor);
        this.hook = hook;
        String call = hook.call();
        int end = call.indexOf('(');
        int dot = call.lastIndexOf('.', end);
        owner = call.substring(0, dot).replace('.', '/');
        name = call.substring(dot + 1, end);
        descriptor = call.substring(end);
        standIn = hook.standIn().replace('.', '/');
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        making = opcode == Opcodes.NEW && name.equals("<init>") && type.equals(owner);
        super.visitTypeInsn(opcode, making ? standIn : type);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean constructor = name.equals("<init>");
        if (!name.equals(this.name) || !owner.equals(this.owner)
                || !descriptor.equals(this.descriptor) || (constructor && !making)) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            return;
        }
        making = false;
        replaced++;
        if (constructor) {
            super.visitMethodInsn(opcode, standIn, name, descriptor, false);
        } else {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, standIn, name,
                    opcode == Opcodes.INVOKESTATIC ? descriptor
                            : "(L" + owner + ";" + descriptor.substring(1), false);
        }
    }

    @Override
    public void visitEnd() {
        // The code of a finally block is there once for each way into it.
        if ((replaced == 0 && hook.need() == Need.REQUIRED)
                || (replaced > 1 && name.equals("<init>"))) {
            throw new IllegalStateException(
                    replaced + " calls of " + hook.call() + " in " + hook.signature());
        }
        super.visitEnd();
    }
}

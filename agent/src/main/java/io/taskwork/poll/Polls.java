// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Copies a method and adds the polls; frames must come in expanded form if there are strips. */
final class Polls extends BackwardJumps {
    private final boolean atEntry;
    private final Strips strips;

    /** The number of the next instruction. */
    private int next;

    Polls(MethodVisitor writer, boolean atEntry, CodeShape.Method method) {
        super(writer);
        this.atEntry = atEntry;
        strips = new Strips(writer, method.counted, method.locals);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (atEntry) {
            poll();
        }
    }

    @Override
    void backwardJump() {
        strips.beforeJump(next);
        poll();
    }

    private void poll() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, PollWeaver.POINT, "poll", "()V", false);
    }

    @Override
    public void visitFrame(
            int type, int localCount, Object[] locals, int stackSize, Object[] stack) {
        Object[] present = locals == null ? new Object[0] : Arrays.copyOf(locals, localCount);
        if (type != Opcodes.F_NEW || !strips.frame(next, present, stackSize, stack)) {
            super.visitFrame(type, localCount, locals, stackSize, stack);
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(strips.maxStack(maxStack), strips.maxLocals(maxLocals));
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        super.visitJumpInsn(opcode, label);
        strips.after(next++);
    }

    // What follows counts.

    @Override
    public void visitTableSwitchInsn(int min, int max, Label byDefault, Label... labels) {
        super.visitTableSwitchInsn(min, max, byDefault, labels);
        next++;
    }

    @Override
    public void visitLookupSwitchInsn(Label byDefault, int[] keys, Label[] labels) {
        super.visitLookupSwitchInsn(byDefault, keys, labels);
        next++;
    }

    @Override
    public void visitInsn(int opcode) {
        super.visitInsn(opcode);
        next++;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        next++;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        super.visitVarInsn(opcode, variable);
        next++;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        next++;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
        next++;
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        next++;
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        next++;
    }

    @Override
    public void visitLdcInsn(Object value) {
        super.visitLdcInsn(value);
        next++;
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        super.visitIincInsn(variable, increment);
        next++;
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        next++;
    }
}

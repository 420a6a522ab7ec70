// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.Arrays;
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
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, PollWeaver.POINT, "poll", "()V", false);
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
    void instruction(int opcode, int operand, Label... targets) {
        strips.after(next++);
    }
}

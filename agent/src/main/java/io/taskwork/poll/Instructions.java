// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Passes a method on, and reports each of its instructions once. All classes that number
 * instructions extend this one, so that they number them alike.
 */
abstract class Instructions extends MethodVisitor {
    /** The opcode of a load of a constant for which code may have to run, such as a dynamic one. */
    static final int UNRESOLVED = -1;

    Instructions(MethodVisitor next) {
        super(PollWeaver.ASM_API, next);
    }

    /**
     * Called after each instruction of the method.
     *
     * @param opcode LDC for each load of an {@code int} constant, TABLESWITCH for each switch
     * @param operand the constant or the variable; for IINC with 1 &lt;&lt; 16 if it adds one; of
     *     a call whether it is {@linkplain LeafCalls#isQuick quick}, as 1 or 0
     */
    void instruction(int opcode, int operand, Label... targets) {}

    @Override
    public void visitInsn(int opcode) {
        super.visitInsn(opcode);
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            instruction(Opcodes.LDC, opcode - Opcodes.ICONST_0);
        } else {
            instruction(opcode, 0);
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        instruction(opcode == Opcodes.NEWARRAY ? opcode : Opcodes.LDC, operand);
    }

    @Override
    public void visitLdcInsn(Object value) {
        super.visitLdcInsn(value);
        if (value instanceof Integer number) {
            instruction(Opcodes.LDC, number);
        } else {
            boolean simple = value instanceof Number || value instanceof String;
            instruction(simple ? Opcodes.NOP : UNRESOLVED, 0);
        }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        super.visitVarInsn(opcode, variable);
        instruction(opcode, variable);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        super.visitIincInsn(variable, increment);
        instruction(Opcodes.IINC, (increment == 1 ? 1 << 16 : 0) | variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        instruction(opcode, 0);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
        instruction(opcode, 0);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        instruction(opcode, LeafCalls.isQuick(owner, name, descriptor) ? 1 : 0);
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        instruction(Opcodes.INVOKEDYNAMIC, 0);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        instruction(Opcodes.MULTIANEWARRAY, 0);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        super.visitJumpInsn(opcode, label);
        instruction(opcode, 0, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label byDefault, Label... labels) {
        super.visitTableSwitchInsn(min, max, byDefault, labels);
        ofSwitch(byDefault, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label byDefault, int[] keys, Label[] labels) {
        super.visitLookupSwitchInsn(byDefault, keys, labels);
        ofSwitch(byDefault, labels);
    }

    private void ofSwitch(Label byDefault, Label[] labels) {
        Label[] targets = Arrays.copyOf(labels, labels.length + 1);
        targets[labels.length] = byDefault;
        instruction(Opcodes.TABLESWITCH, 0, targets);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Remembers a method's instructions, as far as {@link CountedLoops} must know them. */
abstract class Recorder extends MethodVisitor {
    /** A constant that code may have to run for, as for one of {@code condy}. */
    static final int UNRESOLVED = -1;

    /** What a loop's shape depends on. */
    record Instruction(int opcode, int operand, List<Label> targets) {}

    final List<Instruction> instructions = new ArrayList<>();

    /** The numbers of the instructions that labels stand before. */
    final Map<Label, Integer> positions = new HashMap<>();
    final List<Label> handlers = new ArrayList<>();

    /** Passes on what it sees. */
    Recorder(MethodVisitor next) {
        super(PollWeaver.ASM_API, next);
    }

    private void add(int opcode, int operand, Label... targets) {
        instructions.add(new Instruction(opcode, operand, List.of(targets)));
    }

    @Override
    public void visitLabel(Label label) {
        positions.put(label, instructions.size());
        super.visitLabel(label);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        handlers.add(handler);
        super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            add(Opcodes.LDC, opcode - Opcodes.ICONST_0);
        } else {
            add(opcode, 0);
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        add(opcode == Opcodes.NEWARRAY ? opcode : Opcodes.LDC, operand);
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitLdcInsn(Object value) {
        if (value instanceof Integer number) {
            add(Opcodes.LDC, number);
        } else {
            boolean simple = value instanceof Number || value instanceof String;
            add(simple ? Opcodes.NOP : UNRESOLVED, 0);
        }
        super.visitLdcInsn(value);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        add(opcode, variable);
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        add(Opcodes.IINC, (increment == 1 ? 1 << 16 : 0) | variable);
        super.visitIincInsn(variable, increment);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        add(opcode, 0);
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        add(opcode, 0);
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        add(opcode, 0);
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
        add(Opcodes.INVOKEDYNAMIC, 0);
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        add(Opcodes.MULTIANEWARRAY, 0);
        super.visitMultiANewArrayInsn(descriptor, dimensions);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        add(opcode, 0, label);
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label byDefault, Label... labels) {
        addSwitch(byDefault, labels);
        super.visitTableSwitchInsn(min, max, byDefault, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label byDefault, int[] keys, Label[] labels) {
        addSwitch(byDefault, labels);
        super.visitLookupSwitchInsn(byDefault, keys, labels);
    }

    private void addSwitch(Label byDefault, Label[] labels) {
        List<Label> targets = new ArrayList<>(List.of(labels));
        targets.add(byDefault);
        instructions.add(new Instruction(Opcodes.TABLESWITCH, 0, targets));
    }
}

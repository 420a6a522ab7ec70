// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;

/** Remembers a method's instructions, as far as {@link CountedLoops} must know them. */
abstract class Recorder extends Instructions {
    /** What a loop's shape depends on. */
    record Instruction(int opcode, int operand, List<Label> targets) {}

    final List<Instruction> instructions = new ArrayList<>();

    /** The numbers of the instructions that labels stand before. */
    final Map<Label, Integer> positions = new HashMap<>();
    final List<Label> handlers = new ArrayList<>();

    /** Passes on what it sees. */
    Recorder(MethodVisitor next) {
        super(next);
    }

    @Override
    void instruction(int opcode, int operand, Label... targets) {
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
}

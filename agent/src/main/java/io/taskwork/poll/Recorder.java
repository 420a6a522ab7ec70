// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Keeps of a method's instructions what {@link CountedLoops} and {@link ShortLoops} need. */
abstract class Recorder extends Instructions {
    /** An instruction, with what the shape of a loop depends on. */
    record Instruction(int opcode, int operand, List<Label> targets) {
        boolean isGoto() {
            return opcode == Opcodes.GOTO;
        }

        boolean isSwitch() {
            return opcode == Opcodes.TABLESWITCH;
        }

        /** Returns whether it may take much longer than others. */
        boolean takesLong() {
            boolean call = opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE;
            return (call && operand == 0)
                    || (opcode >= Opcodes.INVOKEDYNAMIC && opcode <= Opcodes.ANEWARRAY)
                    || opcode == Opcodes.MULTIANEWARRAY || opcode == Opcodes.MONITORENTER
                    || opcode == Opcodes.MONITOREXIT || opcode == UNRESOLVED
                    || opcode == Opcodes.JSR || opcode == Opcodes.RET;
        }
    }

    final List<Instruction> instructions = new ArrayList<>();

    /** For each label the number of the instruction that follows it. */
    final Map<Label, Integer> positions = new HashMap<>();
    final List<Label> handlers = new ArrayList<>();

    /** Passes the method on to the visitor. */
    Recorder(MethodVisitor next) {
        super(next);
    }

    /** Returns the number of the instruction that this one jumps to. */
    final int target(Instruction jump) {
        return positions.get(jump.targets().get(0));
    }

    /** Returns whether an exception handler begins at one of these instructions. */
    final boolean hasHandler(int first, int last) {
        for (Label handler : handlers) {
            int at = positions.get(handler);
            if (at >= first && at <= last) {
                return true;
            }
        }
        return false;
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

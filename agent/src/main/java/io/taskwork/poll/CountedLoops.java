// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Finds the loops of a method that may be strip-mined ({@link Strips}), as the compiler of the JDK
 * does it for safepoints: {@code for (...; i < bound; i++)} around a short body without calls and
 * loops, where nothing but the end changes {@code i}, and nothing the bound.
 */
final class CountedLoops extends Recorder {
    /** So long may a body be, so that a strip of it takes microseconds. */
    private static final int MOST_INSTRUCTIONS = 64;

    /**
     * A loop. Instructions are told by their number.
     *
     * @param head the first one
     * @param test the one that leaves the loop, after the loads of what is compared
     * @param back the one that jumps to the head, at its end
     * @param bound puts the bound on the operand stack
     */
    record Loop(int head, int test, int back, int variable, Consumer<MethodVisitor> bound) {}

    private final Consumer<List<Loop>> found;

    /** Passes on what it sees; at the end, what it found. */
    CountedLoops(MethodVisitor next, Consumer<List<Loop>> found) {
        super(next);
        this.found = found;
    }

    @Override
    public void visitEnd() {
        List<Loop> loops = new ArrayList<>();
        for (int back = 4; back < instructions.size(); back++) {
            Loop loop = loopThatEndsAt(back);
            if (loop != null) {
                loops.add(loop);
            }
        }
        found.accept(loops);
        super.visitEnd();
    }

    private Loop loopThatEndsAt(int back) {
        Instruction jump = instructions.get(back);
        Instruction step = instructions.get(back - 1);
        if (jump.opcode() != Opcodes.GOTO || step.opcode() != Opcodes.IINC
                || step.operand() >>> 16 != 1) {
            return null;
        }
        int head = positions.get(jump.targets().get(0));
        int variable = step.operand() & 0xFFFF;
        if (head + 2 >= back || back - head > MOST_INSTRUCTIONS
                || !isLoad(instructions.get(head), Opcodes.ILOAD, variable)) {
            return null;
        }
        Instruction first = instructions.get(head + 1);
        boolean length = first.opcode() == Opcodes.ALOAD
                && instructions.get(head + 2).opcode() == Opcodes.ARRAYLENGTH;
        int test = head + (length ? 3 : 2);
        boolean simple = length || isConstant(first)
                || (first.opcode() == Opcodes.ILOAD && first.operand() != variable);
        if (!simple || test >= back - 1 || instructions.get(test).opcode() != Opcodes.IF_ICMPGE
                || positions.get(instructions.get(test).targets().get(0)) <= back
                || !isOwn(test, back) || !isPlain(test + 1, back - 1, variable,
                        isConstant(first) ? -1 : first.operand())) {
            return null;
        }
        return new Loop(head, test, back, variable, code -> {
            if (isConstant(first)) {
                code.visitLdcInsn(first.operand());
            } else {
                code.visitVarInsn(first.opcode(), first.operand());
                if (length) {
                    code.visitInsn(Opcodes.ARRAYLENGTH);
                }
            }
        });
    }

    private static boolean isLoad(Instruction instruction, int opcode, int variable) {
        return instruction.opcode() == opcode && instruction.operand() == variable;
    }

    private static boolean isConstant(Instruction instruction) {
        return instruction.opcode() == Opcodes.LDC;
    }

    /** Nobody comes into the loop but by its head; nobody catches in it. */
    private boolean isOwn(int test, int back) {
        for (int i = 0; i < instructions.size(); i++) {
            boolean inside = i > test && i <= back;
            for (Label target : instructions.get(i).targets()) {
                int to = positions.get(target);
                if (to > test && to <= back && !inside) {
                    return false;
                }
            }
        }
        for (Label handler : handlers) {
            int at = positions.get(handler);
            if (at > test && at <= back) {
                return false;
            }
        }
        return true;
    }

    /** No call, no loop, nothing that takes long, no store to one of the two variables. */
    private boolean isPlain(int from, int to, int variable, int bound) {
        for (int i = from; i < to; i++) {
            Instruction instruction = instructions.get(i);
            int opcode = instruction.opcode();
            boolean lengthy = (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.ANEWARRAY)
                    || opcode == Opcodes.MULTIANEWARRAY || opcode == Opcodes.MONITORENTER
                    || opcode == Opcodes.MONITOREXIT || opcode == UNRESOLVED
                    || opcode == Opcodes.JSR || opcode == Opcodes.RET;
            if (lengthy || stores(instruction, variable) || stores(instruction, bound)) {
                return false;
            }
            for (Label target : instruction.targets()) {
                if (positions.get(target) <= i) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean stores(Instruction instruction, int variable) {
        int opcode = instruction.opcode();
        int operand = instruction.operand();
        int stored = opcode == Opcodes.IINC ? operand & 0xFFFF : operand;
        boolean store = opcode == Opcodes.IINC
                || (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE);
        boolean wide = opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE;
        return store && (stored == variable || (wide && stored + 1 == variable));
    }
}

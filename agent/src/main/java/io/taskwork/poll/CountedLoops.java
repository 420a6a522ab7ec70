// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Finds the loops of a method that may be strip-mined ({@link Strips}), as HotSpot's compiler does
 * for safepoints. Such a loop is {@code for (...; i < bound; i++)} with a short body in which
 * nothing takes long, without loops in it, in which nothing changes {@code i} or the bound.
 */
final class CountedLoops extends Recorder {
    /** The most instructions of a loop, so that a strip takes microseconds. */
    private static final int MOST_INSTRUCTIONS = 64;

    /** The most instructions, in all turns together, of a loop that needs no poll. */
    private static final int MOST_IN_ALL = 512;

    /**
     * A counted loop. Its parameters are numbers of instructions.
     *
     * @param head the first instruction
     * @param test the jump out of the loop, after the loads of what is compared
     * @param back the jump to the head, at the end
     * @param variable the slot of {@code i}
     * @param bound writes code that puts the bound on the operand stack
     */
    record Loop(int head, int test, int back, int variable, Consumer<MethodVisitor> bound) {}

    /**
     * The loops of a method that do not poll at each turn, and where its entry ends.
     *
     * @param strips the loops that become strips
     * @param ended the last jumps of loops that end after so few turns that they need no poll
     * @param counted other short loops
     * @param entry the first instruction behind {@link EarlyReturns}
     */
    record Found(List<Loop> strips, Set<Integer> ended, ShortLoops counted,
            int entry) {}

    private final Consumer<Found> found;

    /** Passes the method on to the visitor, and what was found to the consumer. */
    CountedLoops(MethodVisitor next, Consumer<Found> found) {
        super(next);
        this.found = found;
    }

    @Override
    public void visitEnd() {
        List<Loop> strips = new ArrayList<>();
        Set<Integer> ended = new HashSet<>();
        Set<Integer> backs = new HashSet<>();
        for (int back = 4; back < instructions.size(); back++) {
            Loop loop = loopThatEndsAt(back);
            if (loop == null) {
                continue;
            }
            if (hasFewTurns(loop)) {
                ended.add(back);
            } else {
                strips.add(loop);
                backs.add(back);
            }
        }
        found.accept(new Found(strips, ended, new ShortLoops(this, backs, ended),
                EarlyReturns.end(this)));
        super.visitEnd();
    }

    /**
     * Returns whether the loop goes from a constant to a constant in few turns. The only way into
     * it must be the store of the first constant.
     */
    private boolean hasFewTurns(Loop loop) {
        int head = loop.head();
        Instruction bound = instructions.get(head + 1);
        if (head < 2 || !isConstant(bound) || !isConstant(instructions.get(head - 2))
                || !isLoad(instructions.get(head - 1), Opcodes.ISTORE, loop.variable())) {
            return false;
        }
        for (int i = 0; i < instructions.size(); i++) {
            for (Label target : instructions.get(i).targets()) {
                int to = positions.get(target);
                if (i != loop.back() && (to == head || to == head - 1)) {
                    return false;
                }
            }
        }
        if (hasHandler(head - 1, loop.test())) {
            return false;
        }
        long turns = (long) bound.operand() - instructions.get(head - 2).operand();
        return turns * (loop.back() - head) <= MOST_IN_ALL;
    }

    private Loop loopThatEndsAt(int back) {
        Instruction jump = instructions.get(back);
        Instruction step = instructions.get(back - 1);
        if (!jump.isGoto() || step.opcode() != Opcodes.IINC
                || step.operand() >>> 16 != 1) {
            return null;
        }
        int head = target(jump);
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
                || target(instructions.get(test)) <= back
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

    /** Returns whether the instruction is this load, or this store, of this variable. */
    private static boolean isLoad(Instruction instruction, int opcode, int variable) {
        return instruction.opcode() == opcode && instruction.operand() == variable;
    }

    private static boolean isConstant(Instruction instruction) {
        return instruction.opcode() == Opcodes.LDC;
    }

    /** Returns whether the only way into the loop is its head, and no exception is caught in it. */
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
        return !hasHandler(test + 1, back);
    }

    /**
     * Returns whether the instructions have no loop, nothing that takes long, and no store to one
     * of the two variables.
     */
    private boolean isPlain(int from, int to, int variable, int bound) {
        for (int i = from; i < to; i++) {
            Instruction instruction = instructions.get(i);
            if (instruction.takesLong() || stores(instruction, variable)
                    || stores(instruction, bound)) {
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

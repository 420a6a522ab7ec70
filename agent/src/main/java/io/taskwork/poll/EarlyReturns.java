// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.poll.Recorder.Instruction;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Finds tests at a method's beginning that let it return at once, such as {@code if (n == 0) return
 * 1}. A poll at the entry may stand behind them: a recursion does not go on by calls that return
 * there.
 */
final class EarlyReturns {
    private final Recorder code;
    private final List<Instruction> all;

    private EarlyReturns(Recorder code) {
        this.code = code;
        all = code.instructions;
    }

    /** Returns the first instruction behind them, or 0. */
    static int end(Recorder code) {
        if (!code.handlers.isEmpty()) {
            return 0; // an exception could lead past that instruction
        }
        EarlyReturns returns = new EarlyReturns(code);
        int end = 0;
        for (int next; (next = returns.endOfOne(end)) > end; ) {
            end = next;
        }
        return end;
    }

    /** Returns the first instruction behind one test and its return, or where it was to begin. */
    private int endOfOne(int from) {
        for (int i = from; i < all.size(); i++) {
            Instruction instruction = all.get(i);
            if (instruction.takesLong()) {
                return from;
            }
            if (leaves(i)) {
                return isOnlyWayTo(i + 1, from) ? i + 1 : from;
            }
        }
        return from;
    }

    /** Returns whether it is a return, or a jump to one. */
    private boolean leaves(int at) {
        Instruction instruction = all.get(at);
        return isReturn(instruction) || (instruction.isGoto()
                && isReturn(all.get(code.target(instruction))));
    }

    private static boolean isReturn(Instruction instruction) {
        return instruction.opcode() >= Opcodes.IRETURN && instruction.opcode() <= Opcodes.RETURN;
    }

    /**
     * Returns whether all jumps of the instructions before this one that do not leave lead forward,
     * and not past it, and whether no jump leads back from behind it.
     */
    private boolean isOnlyWayTo(int end, int from) {
        boolean reached = false;
        for (int i = 0; i < all.size(); i++) {
            for (Label target : all.get(i).targets()) {
                int to = code.positions.get(target);
                if (i >= end ? to <= end : i >= from && !leaves(i) && (to <= i || to > end)) {
                    return false;
                }
                reached |= to == end;
            }
        }
        return reached;
    }
}

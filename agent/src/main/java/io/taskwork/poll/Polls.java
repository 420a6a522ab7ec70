// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.Arrays;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Copies a method and adds the polls; if it gets variables, frames must be in expanded form. */
final class Polls extends BackwardJumps {
    /** The instruction before which the entry's poll stands; -1 if there is none. */
    private final int entry;

    private final Set<Integer> ended;
    private final ExtraLocals extra;
    private final Strips strips;
    private final Countdown countdown;

    /** The number of the next instruction. */
    private int next;

    Polls(MethodVisitor writer, int entry, CodeShape.Method method) {
        super(writer);
        this.entry = entry;
        CountedLoops.Found spared = method.spared;
        ended = spared.ended();
        extra = new ExtraLocals(method.locals, !spared.counted().isEmpty());
        strips = new Strips(writer, spared.strips(), extra);
        countdown = new Countdown(writer, spared.counted(), extra);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        countdown.begin(entry < 0);
        enter();
    }

    /** Called where the poll of the entry may stand: at the beginning, and after frames. */
    private void enter() {
        if (next == entry) {
            poll(mv, "enter");
        }
    }

    @Override
    void backwardJump() {
        if (ended.contains(next) || countdown.hasPoll(next)) {
            return;
        }
        strips.beforeJump(next);
        boolean counts = countdown.beforePoll(next);
        poll(mv);
        if (counts) {
            countdown.afterPoll();
        }
    }

    /** Writes a poll of a loop. */
    static void poll(MethodVisitor code) {
        poll(code, "poll");
    }

    private static void poll(MethodVisitor code, String method) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PollWeaver.POINT, method, "()V", false);
    }

    @Override
    public void visitFrame(
            int type, int localCount, Object[] locals, int stackSize, Object[] stack) {
        if (type != Opcodes.F_NEW) {
            super.visitFrame(type, localCount, locals, stackSize, stack);
            if (next > 0) {
                enter();
            }
            return;
        }
        Object[] present = locals == null ? new Object[0] : Arrays.copyOf(locals, localCount);
        boolean inStrip = strips.frame(next, stackSize, present);
        extra.writeFrame(mv, present, inStrip, stackSize,
                stack == null ? new Object[0] : Arrays.copyOf(stack, stackSize));
        if (next > 0) {
            enter();
        }
        if (stackSize == 0) {
            countdown.afterFrame(next, present);
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(strips.maxStack(Math.max(maxStack, extra.counts() ? 1 : 0)),
                strips.maxLocals(maxLocals + (extra.counts() ? 1 : 0)));
    }

    @Override
    void instruction(int opcode, int operand, Label... targets) {
        strips.after(next++, targets);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Splits a counted loop into two. The inner one has no poll, and is compiled as it would be without
 * polls:
 *
 * <pre>{@code
 * head: if (i >= bound) goto exit;
 *       limit = bound;
 *       if (Integer.compareUnsigned(bound - i, LENGTH) <= 0) goto inner;
 *       limit = i + LENGTH;
 * inner: if (i >= limit) goto behind;
 *       body; i++;
 *       goto inner;
 * behind: if (i >= bound) goto exit;
 *       poll(); goto head;
 * }</pre>
 *
 * <p>The inner loop has its test at the head, as javac writes loops. With the test at the end, a
 * loop over a short string takes half as long again.
 *
 * <p>A loop is split only if the stack map says that the operand stack is empty at the head. In the
 * body each frame also has the limit, in a variable behind all others.
 */
final class Strips {
    /** The most turns without a poll. */
    static final int LENGTH = 4096;

    /** How much of the operand stack the added code needs. */
    private static final int STACK = 2;

    private final Map<Integer, CountedLoops.Loop> byTest = new HashMap<>();
    private final MethodVisitor code;
    private final ExtraLocals extra;

    /** The variables of the last frame, and the number of the instruction that it belongs to. */
    private Object[] locals;
    private int frameAt = -1;

    /** The loop whose body is being copied, as the inner loop; null outside. */
    private CountedLoops.Loop current;
    private Label inner;
    private Label behind;
    private Label exit;
    private Object[] localsAtHead;
    private boolean used;

    Strips(MethodVisitor code, List<CountedLoops.Loop> loops, ExtraLocals extra) {
        this.code = code;
        this.extra = extra;
        for (CountedLoops.Loop loop : loops) {
            byTest.put(loop.test(), loop);
        }
    }

    /**
     * Called at the frame of this instruction; returns whether the limit is one of its variables.
     */
    boolean frame(int at, int stackSize, Object[] locals) {
        this.locals = locals;
        frameAt = stackSize == 0 ? at : -1;
        return current != null;
    }

    /** Called after this instruction, which may jump to the targets. */
    void after(int at, Label... targets) {
        CountedLoops.Loop loop = byTest.get(at);
        if (loop == null || frameAt != loop.head()) {
            return;
        }
        current = loop;
        used = true;
        exit = targets[0];
        localsAtHead = locals;
        inner = new Label();
        behind = new Label();
        loop.bound().accept(code);
        code.visitVarInsn(Opcodes.ISTORE, extra.limit());
        loop.bound().accept(code);
        code.visitVarInsn(Opcodes.ILOAD, loop.variable());
        code.visitInsn(Opcodes.ISUB);
        code.visitIntInsn(Opcodes.SIPUSH, LENGTH);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "compareUnsigned", "(II)I",
                false);
        code.visitJumpInsn(Opcodes.IFLE, inner);
        code.visitVarInsn(Opcodes.ILOAD, loop.variable());
        code.visitIntInsn(Opcodes.SIPUSH, LENGTH);
        code.visitInsn(Opcodes.IADD);
        code.visitVarInsn(Opcodes.ISTORE, extra.limit());
        code.visitLabel(inner);
        extra.writeFrame(code, localsAtHead, true, 0, new Object[0]);
        code.visitVarInsn(Opcodes.ILOAD, loop.variable());
        code.visitVarInsn(Opcodes.ILOAD, extra.limit());
        code.visitJumpInsn(Opcodes.IF_ICMPGE, behind);
    }

    /** Called before this instruction and its poll. */
    void beforeJump(int at) {
        if (current != null && current.back() == at) {
            code.visitJumpInsn(Opcodes.GOTO, inner);
            code.visitLabel(behind);
            extra.writeFrame(code, localsAtHead, false, 0, new Object[0]);
            code.visitVarInsn(Opcodes.ILOAD, current.variable());
            current.bound().accept(code);
            code.visitJumpInsn(Opcodes.IF_ICMPGE, exit);
            current = null;
        }
    }

    int maxStack(int maxStack) {
        return used ? Math.max(maxStack, STACK) : maxStack;
    }

    int maxLocals(int maxLocals) {
        return used ? maxLocals + 1 : maxLocals;
    }
}

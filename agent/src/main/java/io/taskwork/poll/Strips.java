// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Makes two loops of a counted one, so that the inner one, without a poll, is compiled as ever:
 *
 * <pre>{@code
 * head: if (i >= bound) goto exit;
 *       limit = (int) Math.min((long) i + LENGTH, (long) bound);
 * inner: body; i++;
 *       if (i < limit) goto inner;
 *       poll(); goto head;
 * }</pre>
 *
 * <p>It does so where the stack map tells that the operand stack is empty at the head. In the body
 * each frame has the limit, too, in a variable behind all others.
 */
final class Strips {
    /** Most iterations without a poll. */
    static final int LENGTH = 4096;

    /** What is added needs so much of the operand stack: two of long. */
    private static final int STACK = 4;

    private final Map<Integer, CountedLoops.Loop> byTest = new HashMap<>();
    private final MethodVisitor code;
    private final int limit;

    /** The last frame's locals, and the number of the instruction that it is of. */
    private Object[] locals;
    private int frameAt = -1;

    /** The one whose body is being copied, as an inner loop. */
    private CountedLoops.Loop current;
    private Label inner;
    private boolean used;

    /** The limit's variable is the first one that the method does not have. */
    Strips(MethodVisitor code, List<CountedLoops.Loop> loops, int limit) {
        this.code = code;
        this.limit = limit;
        for (CountedLoops.Loop loop : loops) {
            byTest.put(loop.test(), loop);
        }
    }

    /** Instead of a frame, in expanded form, of this instruction; false if it may be copied. */
    boolean frame(int at, Object[] locals, int stackSize, Object[] stack) {
        this.locals = locals;
        frameAt = stackSize == 0 ? at : -1;
        if (current == null) {
            return false;
        }
        writeFrame(stackSize, stack);
        return true;
    }

    private void writeFrame(int stackSize, Object[] stack) {
        List<Object> all = new ArrayList<>(List.of(locals));
        int slots = 0;
        for (Object local : locals) {
            slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; slots < limit; slots++) {
            all.add(Opcodes.TOP);
        }
        all.add(Opcodes.INTEGER);
        code.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), stackSize, stack);
    }

    /** After this instruction. */
    void after(int at) {
        CountedLoops.Loop loop = byTest.get(at);
        if (loop == null || frameAt != loop.head()) {
            return;
        }
        current = loop;
        used = true;
        code.visitVarInsn(Opcodes.ILOAD, loop.variable());
        code.visitInsn(Opcodes.I2L);
        code.visitLdcInsn((long) LENGTH);
        code.visitInsn(Opcodes.LADD);
        loop.bound().accept(code);
        code.visitInsn(Opcodes.I2L);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(JJ)J", false);
        code.visitInsn(Opcodes.L2I);
        code.visitVarInsn(Opcodes.ISTORE, limit);
        inner = new Label();
        code.visitLabel(inner);
        writeFrame(0, new Object[0]);
        code.visitInsn(Opcodes.NOP); // what is next may have a frame of its own
    }

    /** Before this instruction and its poll. */
    void beforeJump(int at) {
        if (current != null && current.back() == at) {
            code.visitVarInsn(Opcodes.ILOAD, current.variable());
            code.visitVarInsn(Opcodes.ILOAD, limit);
            code.visitJumpInsn(Opcodes.IF_ICMPLT, inner);
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

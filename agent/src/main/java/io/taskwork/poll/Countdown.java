// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Lets short loops ({@link ShortLoops}) poll at their first turn and then at every {@link
 * #TURNS}th:
 *
 * <pre>{@code
 *       turns = 0;          // at the method's entry; or TURNS, if there is a poll
 * head: nop
 * again: body;
 *       if (--turns > 0) goto again;
 *       poll(); turns = TURNS; goto head;
 * }</pre>
 *
 * <p>All such loops of a method share the variable, so that their turns count together. The head
 * keeps a label of its own, since a compiler that sees two nested loops optimizes the inner one.
 */
final class Countdown {
    /** The turns from one poll to the next. */
    static final int TURNS = 1024;

    private final MethodVisitor code;
    private final Map<Integer, Integer> headsByJump;
    private final ExtraLocals extra;
    private final Map<Integer, Label> again = new HashMap<>();

    /** The map leads from the jump that ends a loop to the loop's first instruction. */
    Countdown(MethodVisitor code, Map<Integer, Integer> headsByJump, ExtraLocals extra) {
        this.code = code;
        this.headsByJump = headsByJump;
        this.extra = extra;
    }

    /** Called at the method's entry, which may have a poll of its own before all loops. */
    void begin(boolean pollAtFirstTurn) {
        if (!headsByJump.isEmpty()) {
            code.visitIntInsn(Opcodes.SIPUSH, pollAtFirstTurn ? 0 : TURNS);
            code.visitVarInsn(Opcodes.ISTORE, extra.counter());
        }
    }

    /** Called after the frame of this instruction, which must say that the stack is empty. */
    void afterFrame(int at, Object[] locals) {
        if (headsByJump.containsValue(at) && !again.containsKey(at)) {
            code.visitInsn(Opcodes.NOP); // two frames cannot stand at one place
            Label label = new Label();
            code.visitLabel(label);
            extra.writeFrame(code, locals, false, 0, new Object[0]);
            again.put(at, label);
        }
    }

    /** Called before the poll of this jump; writes what avoids it, if the jump ends such a loop. */
    boolean beforePoll(int at) {
        Label label = again.get(headsByJump.get(at));
        if (label == null) {
            return false;
        }
        code.visitIincInsn(extra.counter(), -1);
        code.visitVarInsn(Opcodes.ILOAD, extra.counter());
        code.visitJumpInsn(Opcodes.IFGT, label);
        return true;
    }

    /** Called after that poll. */
    void afterPoll() {
        code.visitIntInsn(Opcodes.SIPUSH, TURNS);
        code.visitVarInsn(Opcodes.ISTORE, extra.counter());
    }
}

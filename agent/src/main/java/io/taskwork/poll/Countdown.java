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
 *
 * <p>If more than a single {@code goto} leads back, the poll is at the head, where the operand
 * stack is empty and the variables are known:
 *
 * <pre>{@code
 * head: if (--turns > 0) goto again;
 *       poll(); turns = TURNS;
 * again: body, with all its jumps to head
 * }</pre>
 */
final class Countdown {
    /** The turns from one poll to the next. */
    static final int TURNS = 1024;

    private final MethodVisitor code;
    private final ShortLoops loops;
    private final ExtraLocals extra;
    private final Map<Integer, Label> again = new HashMap<>();

    Countdown(MethodVisitor code, ShortLoops loops, ExtraLocals extra) {
        this.code = code;
        this.loops = loops;
        this.extra = extra;
    }

    /** Called at the method's entry, which may have a poll of its own before all loops. */
    void begin(boolean pollAtFirstTurn) {
        if (!loops.isEmpty()) {
            code.visitIntInsn(Opcodes.SIPUSH, pollAtFirstTurn ? 0 : TURNS);
            code.visitVarInsn(Opcodes.ISTORE, extra.counter());
        }
    }

    /** Called after the frame of this instruction, which must say that the stack is empty. */
    void afterFrame(int at, Object[] locals) {
        if (!loops.isHead(at) || again.containsKey(at)) {
            return;
        }
        Label label = new Label();
        again.put(at, label);
        if (loops.isBranched(at)) {
            countDown(label);
            Polls.poll(code);
            afterPoll();
        } else {
            code.visitInsn(Opcodes.NOP); // two frames cannot stand at one place
        }
        code.visitLabel(label);
        extra.writeFrame(code, locals, false, 0, new Object[0]);
    }

    /** Returns whether the loop that this jump leads back to has its poll at the head. */
    boolean hasPoll(int jump) {
        Integer head = loops.head(jump);
        return head != null && loops.isBranched(head) && again.containsKey(head);
    }

    /** Called before the poll of this jump; writes what avoids it, if the jump ends such a loop. */
    boolean beforePoll(int at) {
        Integer head = loops.head(at);
        if (head == null || loops.isBranched(head) || !again.containsKey(head)) {
            return false;
        }
        countDown(again.get(head));
        return true;
    }

    private void countDown(Label label) {
        code.visitIincInsn(extra.counter(), -1);
        code.visitVarInsn(Opcodes.ILOAD, extra.counter());
        code.visitJumpInsn(Opcodes.IFGT, label);
    }

    /** Called after that poll. */
    void afterPoll() {
        code.visitIntInsn(Opcodes.SIPUSH, TURNS);
        code.visitVarInsn(Opcodes.ISTORE, extra.counter());
    }
}

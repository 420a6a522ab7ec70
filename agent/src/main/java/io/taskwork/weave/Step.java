// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * One call of a {@link MethodVisitor}, to be made later. There is one class for all kinds of them,
 * since each class that is loaded while the JVM starts takes longer than what it does.
 */
final class Step {
    static final int HANDLER = 0;
    static final int LABEL = 1;
    static final int FRAME = 2;
    static final int PLAIN = 3;
    static final int VARIABLE = 4;
    static final int TYPE = 5;
    static final int FIELD = 6;
    static final int CALL = 7;
    static final int JUMP = 8;

    private final int kind;
    private final int opcode;
    private final Object[] operands;

    Step(int kind, int opcode, Object... operands) {
        this.kind = kind;
        this.opcode = opcode;
        this.operands = operands;
    }

    static void all(List<Step> steps, MethodVisitor method) {
        for (Step step : steps) {
            step.visit(method);
        }
    }

    private void visit(MethodVisitor method) {
        switch (kind) {
            case HANDLER -> method.visitTryCatchBlock(label(0), label(1), label(2), text(3));
            case LABEL -> method.visitLabel(label(0));
            case FRAME -> method.visitFrame(opcode, types(0).length, types(0),
                    types(1).length, types(1));
            case PLAIN -> method.visitInsn(opcode);
            case VARIABLE -> method.visitVarInsn(opcode, (Integer) operands[0]);
            case TYPE -> method.visitTypeInsn(opcode, text(0));
            case FIELD -> method.visitFieldInsn(opcode, text(0), text(1), text(2));
            case CALL -> method.visitMethodInsn(opcode, text(0), text(1), text(2), false);
            case JUMP -> method.visitJumpInsn(opcode, label(0));
            default -> throw new AssertionError(kind);
        }
    }

    private String text(int index) {
        return (String) operands[index];
    }

    private Label label(int index) {
        return (Label) operands[index];
    }

    private Object[] types(int index) {
        return (Object[]) operands[index];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What Byte Buddy wove around a {@linkplain BlankBody blank body}, in three parts: what precedes
 * the body, what is there in place of a return, and what follows the body. It is good for one
 * method, since its labels become those of that method.
 */
final class PreparedAdvice extends MethodVisitor {
    /** The class whose methods, which do not exist, are called as marks in a blank body. */
    static final String MARK = "body";

    /** Starts the body. A frame follows, which shows the variables there. */
    static final String START = "start";

    /** Stands for all of the body, and has its result. A return follows. */
    static final String RESULT = "result";

    private final int arguments;
    private final List<Step> handlers = new ArrayList<>();
    private final List<Step> entry = new ArrayList<>();
    private final List<Step> leave = new ArrayList<>();
    private final List<Step> exit = new ArrayList<>();
    private final List<Step> blank = new ArrayList<>(); // between the marks
    private List<Step> part = entry;
    private Object[] variables;
    private Label firstLine;

    PreparedAdvice(int arguments) {
        super(Opcodes.ASM9);
        this.arguments = arguments;
    }

    static boolean isReturn(int opcode) {
        return Opcodes.IRETURN <= opcode && opcode <= Opcodes.RETURN;
    }

    /** Visits what precedes the body. Called once the body's exception handlers were visited. */
    void enter(MethodVisitor method) {
        Step.all(handlers, method);
        Step.all(entry, method);
    }

    /** Visits what is there in place of a return. */
    void leave(MethodVisitor method) {
        Step.all(leave, method);
    }

    /** Visits what follows the body. */
    void exit(MethodVisitor method) {
        Step.all(exit, method);
    }

    /** Returns how many variables in a frame are arguments, {@code this} included. */
    int arguments() {
        return arguments;
    }

    /**
     * Returns the types of the variables where the body starts, as in a frame: those of the method,
     * and then those of the advice.
     */
    Object[] variables() {
        return variables;
    }

    /** Returns where the first line of the method starts, which includes what precedes the body. */
    Label firstLine() {
        return firstLine;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        handlers.add(new Step(Step.HANDLER, 0, start, end, handler, type));
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        firstLine = start;
    }

    @Override
    public void visitLabel(Label label) {
        part.add(new Step(Step.LABEL, 0, label));
    }

    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] stack) {
        Object[] types = Arrays.copyOf(local, locals); // the reader uses the array again
        if (part == blank) {
            variables = types;
        }
        part.add(new Step(Step.FRAME, type, types, Arrays.copyOf(stack, stacked)));
    }

    @Override
    public void visitInsn(int opcode) {
        part.add(new Step(Step.PLAIN, opcode));
        if (part == leave && isReturn(opcode)) {
            part = exit;
        }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        part.add(new Step(Step.VARIABLE, opcode, variable));
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        part.add(new Step(Step.TYPE, opcode, type));
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        part.add(new Step(Step.FIELD, opcode, owner, name, descriptor));
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (!owner.equals(MARK)) {
            part.add(new Step(Step.CALL, opcode, owner, name, descriptor));
        } else if (name.equals(START)) {
            part = blank;
        } else {
            part = leave;
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        part.add(new Step(Step.JUMP, opcode, label));
        if (part == leave) {
            part = exit;
        }
    }
}

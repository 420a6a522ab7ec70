// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import java.util.Arrays;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;
import net.bytebuddy.utility.visitor.ExceptionTableSensitiveMethodVisitor;

/**
 * Puts the body of a method into a {@link PreparedAdvice}, as Byte Buddy's advice does: the body
 * returns to the advice, and its own variables come after those of the advice. Throws if the body
 * is none that javac writes.
 */
final class Splice extends ExceptionTableSensitiveMethodVisitor {
    private final PreparedAdvice advice;

    /** The size of the method's arguments, and how much its other variables move. */
    private final int arguments;

    private final int shift;

    private boolean inFirstLine = true;

    Splice(PreparedAdvice advice, MethodVisitor woven) {
        super(Opcodes.ASM9, woven);
        this.advice = advice;
        Object[] variables = advice.variables();
        arguments = size(variables, 0, advice.arguments());
        shift = size(variables, advice.arguments(), variables.length);
    }

    private static int size(Object[] types, int from, int to) {
        int size = to - from;
        for (int i = from; i < to; i++) {
            if (types[i] == Opcodes.LONG || types[i] == Opcodes.DOUBLE) {
                size++;
            }
        }
        return size;
    }

    private int moved(int variable) {
        return variable < arguments ? variable : variable + shift;
    }

    @Override
    protected void onAfterExceptionTable() {
        advice.enter(mv);
    }

    @Override
    protected void onVisitInsn(int opcode) {
        if (PreparedAdvice.isReturn(opcode)) {
            advice.leave(mv);
        } else {
            mv.visitInsn(opcode);
        }
    }

    @Override
    protected void onVisitVarInsn(int opcode, int variable) {
        mv.visitVarInsn(opcode, moved(variable));
    }

    @Override
    protected void onVisitIincInsn(int variable, int increment) {
        mv.visitIincInsn(moved(variable), increment);
    }

    @Override
    protected void onVisitFrame(
            int type, int locals, Object[] local, int stacked, Object[] stack) {
        Object[] before = advice.variables();
        int first = advice.arguments();
        for (int i = 0; i < first; i++) {
            if (i >= locals || !local[i].equals(before[i])) {
                throw new IllegalStateException("argument " + i + " is changed");
            }
        }
        Object[] variables = Arrays.copyOf(before, before.length + locals - first);
        System.arraycopy(local, first, variables, before.length, locals - first);
        mv.visitFrame(type, variables.length, variables, stacked, stack);
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        mv.visitLineNumber(line, inFirstLine ? advice.firstLine() : start);
        inFirstLine = false;
    }

    @Override
    public void visitLocalVariable(String name, String descriptor, String signature, Label start,
            Label end, int variable) {
        mv.visitLocalVariable(name, descriptor, signature, start, end, moved(variable));
    }

    @Override
    public AnnotationVisitor visitLocalVariableAnnotation(int type, TypePath path, Label[] start,
            Label[] end, int[] variables, String descriptor, boolean visible) {
        int[] moved = new int[variables.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = moved(variables[i]);
        }
        return mv.visitLocalVariableAnnotation(
                type, path, start, end, moved, descriptor, visible);
    }

    @Override
    public void visitMaxs(int stack, int variables) {
        advice.exit(mv);
        mv.visitMaxs(stack, variables); // the writer computes them
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * Finds the backward jumps of a method. Each loop has one, except loops that consist of exception
 * handlers alone, which no compiler writes.
 */
abstract class BackwardJumps extends Instructions {
    private final Set<Label> passed = new HashSet<>();

    BackwardJumps(MethodVisitor next) {
        super(next);
    }

    /** Called before each backward jump. */
    abstract void backwardJump();

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
        super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (passed.contains(label)) {
            backwardJump();
        }
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label byDefault, Label... labels) {
        if (isBackward(byDefault, labels)) {
            backwardJump();
        }
        super.visitTableSwitchInsn(min, max, byDefault, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label byDefault, int[] keys, Label[] labels) {
        if (isBackward(byDefault, labels)) {
            backwardJump();
        }
        super.visitLookupSwitchInsn(byDefault, keys, labels);
    }

    private boolean isBackward(Label byDefault, Label[] labels) {
        if (passed.contains(byDefault)) {
            return true;
        }
        for (Label label : labels) {
            if (passed.contains(label)) {
                return true;
            }
        }
        return false;
    }
}

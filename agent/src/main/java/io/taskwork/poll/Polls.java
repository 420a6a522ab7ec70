// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Copies a method and adds the polls. */
final class Polls extends BackwardJumps {
    private final boolean atEntry;

    Polls(MethodVisitor writer, boolean atEntry) {
        super(writer);
        this.atEntry = atEntry;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (atEntry) {
            poll();
        }
    }

    @Override
    void backwardJump() {
        poll();
    }

    private void poll() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, PollWeaver.POINT, "poll", "()V", false);
    }
}

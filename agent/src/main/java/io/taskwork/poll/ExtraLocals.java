// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The variables that are added to a method, behind its own: the counter of {@link Countdown}, which
 * the whole method has, and the limit of {@link Strips}, which only strips have.
 */
final class ExtraLocals {
    private final int own;
    private final boolean counts;

    /** Takes the number of the method's own variables, in slots, and whether it gets a counter. */
    ExtraLocals(int own, boolean counts) {
        this.own = own;
        this.counts = counts;
    }

    boolean counts() {
        return counts;
    }

    int counter() {
        return own;
    }

    int limit() {
        return own + (counts ? 1 : 0);
    }

    /** Writes a frame, in expanded form, with the counter, if there is one, and with the limit. */
    void writeFrame(MethodVisitor code, Object[] locals, boolean limited, int stackSize,
            Object[] stack) {
        List<Object> all = new ArrayList<>(List.of(locals));
        if (counts || limited) {
            int slots = 0;
            for (Object local : locals) {
                slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
            }
            for (; slots < own; slots++) {
                all.add(Opcodes.TOP);
            }
        }
        if (counts) {
            all.add(Opcodes.INTEGER);
        }
        if (limited) {
            all.add(Opcodes.INTEGER);
        }
        code.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), stackSize, stack);
    }
}

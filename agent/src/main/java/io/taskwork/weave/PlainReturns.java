// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Throws if a method returns with more than its result on the stack. A return ignores the rest, but
 * a jump to what follows the body does not; the JVM verifies no code of {@code java.base}. Byte
 * Buddy's advice removes it first. javac does not leave anything there.
 */
final class PlainReturns extends MethodVisitor {
    private int height;

    PlainReturns(MethodVisitor method) {
        super(Opcodes.ASM9, method);
    }

    /** Where the code before does not go on, there is a frame. */
    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] stack) {
        height = stacked;
        for (int i = 0; i < stacked; i++) {
            if (stack[i] == Opcodes.LONG || stack[i] == Opcodes.DOUBLE) {
                height++;
            }
        }
        super.visitFrame(type, locals, local, stacked, stack);
    }

    @Override
    public void visitInsn(int opcode) {
        height += change(opcode);
        if (PreparedAdvice.isReturn(opcode) && height != 0) {
            throw new IllegalStateException("a return with " + height + " on the stack");
        }
        super.visitInsn(opcode);
    }

    private static int change(int opcode) {
        return switch (opcode) {
            case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1,
                    Opcodes.DUP2, Opcodes.DUP2_X1, Opcodes.DUP2_X2 -> 2;
            case Opcodes.ACONST_NULL, Opcodes.ICONST_M1, Opcodes.ICONST_0, Opcodes.ICONST_1,
                    Opcodes.ICONST_2, Opcodes.ICONST_3, Opcodes.ICONST_4, Opcodes.ICONST_5,
                    Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2,
                    Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2,
                    Opcodes.I2L, Opcodes.I2D, Opcodes.F2L, Opcodes.F2D -> 1;
            case Opcodes.NOP, Opcodes.LALOAD, Opcodes.DALOAD, Opcodes.SWAP,
                    Opcodes.INEG, Opcodes.LNEG, Opcodes.FNEG, Opcodes.DNEG,
                    Opcodes.I2F, Opcodes.L2D, Opcodes.F2I, Opcodes.D2L,
                    Opcodes.I2B, Opcodes.I2C, Opcodes.I2S,
                    Opcodes.ARRAYLENGTH, Opcodes.RETURN -> 0;
            case Opcodes.LADD, Opcodes.DADD, Opcodes.LSUB, Opcodes.DSUB, Opcodes.LMUL,
                    Opcodes.DMUL, Opcodes.LDIV, Opcodes.DDIV, Opcodes.LREM, Opcodes.DREM,
                    Opcodes.LAND, Opcodes.LOR, Opcodes.LXOR,
                    Opcodes.POP2, Opcodes.LRETURN, Opcodes.DRETURN -> -2;
            case Opcodes.LCMP, Opcodes.DCMPL, Opcodes.DCMPG, Opcodes.IASTORE, Opcodes.FASTORE,
                    Opcodes.AASTORE, Opcodes.BASTORE, Opcodes.CASTORE, Opcodes.SASTORE -> -3;
            case Opcodes.LASTORE, Opcodes.DASTORE -> -4;
            default -> -1; // two words make one, or one is consumed
        };
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode != Opcodes.NEWARRAY) {
            height++;
        }
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        height += switch (opcode) {
            case Opcodes.LLOAD, Opcodes.DLOAD -> 2;
            case Opcodes.ILOAD, Opcodes.FLOAD, Opcodes.ALOAD -> 1;
            case Opcodes.LSTORE, Opcodes.DSTORE -> -2;
            default -> -1;
        };
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW) {
            height++;
        }
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        char type = descriptor.charAt(0);
        int size = type == 'J' || type == 'D' ? 2 : 1;
        height += switch (opcode) {
            case Opcodes.GETSTATIC -> size;
            case Opcodes.GETFIELD -> size - 1;
            case Opcodes.PUTSTATIC -> -size;
            default -> -size - 1;
        };
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        call(descriptor, opcode == Opcodes.INVOKESTATIC);
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
        call(descriptor, true);
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    private void call(String descriptor, boolean isStatic) {
        int sizes = Type.getArgumentsAndReturnSizes(descriptor); // the object is an argument
        height += (sizes & 3) - (sizes >> 2) + (isStatic ? 1 : 0);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (opcode != Opcodes.GOTO) {
            height -= Opcodes.IF_ICMPEQ <= opcode && opcode <= Opcodes.IF_ACMPNE ? 2 : 1;
        }
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        height += value instanceof Long || value instanceof Double ? 2 : 1;
        super.visitLdcInsn(value);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        height--;
        super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        height--;
        super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        height += 1 - dimensions;
        super.visitMultiANewArrayInsn(descriptor, dimensions);
    }
}

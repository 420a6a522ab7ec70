// SPDX-License-Identifier: Apache-2.0
package io.taskwork.classfile;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Writes the body of a method, without branches. Its methods are those of
 * {@code java.lang.classfile.CodeBuilder}, which JDK 21 does not have.
 */
public final class CodeBuilder {
    private final MethodVisitor code;

    CodeBuilder(MethodVisitor code) {
        this.code = code;
    }

    public CodeBuilder aload(int slot) {
        return variable(Opcodes.ALOAD, slot);
    }

    public CodeBuilder iload(int slot) {
        return variable(Opcodes.ILOAD, slot);
    }

    public CodeBuilder lload(int slot) {
        return variable(Opcodes.LLOAD, slot);
    }

    public CodeBuilder astore(int slot) {
        return variable(Opcodes.ASTORE, slot);
    }

    public CodeBuilder aconst_null() {
        return plain(Opcodes.ACONST_NULL);
    }

    public CodeBuilder iconst_0() {
        return plain(Opcodes.ICONST_0);
    }

    public CodeBuilder iconst_1() {
        return plain(Opcodes.ICONST_1);
    }

    public CodeBuilder iconst_2() {
        return plain(Opcodes.ICONST_2);
    }

    public CodeBuilder iconst_3() {
        return plain(Opcodes.ICONST_3);
    }

    public CodeBuilder lconst_0() {
        return plain(Opcodes.LCONST_0);
    }

    public CodeBuilder iadd() {
        return plain(Opcodes.IADD);
    }

    public CodeBuilder isub() {
        return plain(Opcodes.ISUB);
    }

    public CodeBuilder iand() {
        return plain(Opcodes.IAND);
    }

    public CodeBuilder ishr() {
        return plain(Opcodes.ISHR);
    }

    public CodeBuilder dup() {
        return plain(Opcodes.DUP);
    }

    public CodeBuilder pop() {
        return plain(Opcodes.POP);
    }

    public CodeBuilder return_() {
        return plain(Opcodes.RETURN);
    }

    public CodeBuilder ireturn() {
        return plain(Opcodes.IRETURN);
    }

    public CodeBuilder lreturn() {
        return plain(Opcodes.LRETURN);
    }

    public CodeBuilder areturn() {
        return plain(Opcodes.ARETURN);
    }

    public CodeBuilder new_(ClassDesc type) {
        code.visitTypeInsn(Opcodes.NEW, name(type));
        return this;
    }

    public CodeBuilder getfield(ClassDesc owner, String name, ClassDesc type) {
        return field(Opcodes.GETFIELD, owner, name, type);
    }

    public CodeBuilder putfield(ClassDesc owner, String name, ClassDesc type) {
        return field(Opcodes.PUTFIELD, owner, name, type);
    }

    public CodeBuilder getstatic(ClassDesc owner, String name, ClassDesc type) {
        return field(Opcodes.GETSTATIC, owner, name, type);
    }

    public CodeBuilder putstatic(ClassDesc owner, String name, ClassDesc type) {
        return field(Opcodes.PUTSTATIC, owner, name, type);
    }

    public CodeBuilder invokestatic(ClassDesc owner, String name, MethodTypeDesc type) {
        return call(Opcodes.INVOKESTATIC, owner, name, type);
    }

    public CodeBuilder invokevirtual(ClassDesc owner, String name, MethodTypeDesc type) {
        return call(Opcodes.INVOKEVIRTUAL, owner, name, type);
    }

    public CodeBuilder invokespecial(ClassDesc owner, String name, MethodTypeDesc type) {
        return call(Opcodes.INVOKESPECIAL, owner, name, type);
    }

    private CodeBuilder plain(int opcode) {
        code.visitInsn(opcode);
        return this;
    }

    private CodeBuilder variable(int opcode, int slot) {
        code.visitVarInsn(opcode, slot);
        return this;
    }

    private CodeBuilder field(int opcode, ClassDesc owner, String name, ClassDesc type) {
        code.visitFieldInsn(opcode, name(owner), name, type.descriptorString());
        return this;
    }

    private CodeBuilder call(int opcode, ClassDesc owner, String name, MethodTypeDesc type) {
        code.visitMethodInsn(opcode, name(owner), name, type.descriptorString(), false);
        return this;
    }

    /** Returns the name as class files have it. */
    private static String name(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }
}

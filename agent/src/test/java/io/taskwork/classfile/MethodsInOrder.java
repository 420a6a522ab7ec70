// SPDX-License-Identifier: Apache-2.0
package io.taskwork.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;

/** Writes a class anew, with its methods as they were or in reverse, and the same constants. */
public final class MethodsInOrder {
    private final ClassReader reader;
    private final ClassWriter writer;
    private final List<String> methods = new ArrayList<>();

    private MethodsInOrder(byte[] classFile) {
        reader = new ClassReader(classFile);
        writer = new ClassWriter(reader, 0);
    }

    public static byte[] of(byte[] classFile, boolean reversed) {
        MethodsInOrder order = new MethodsInOrder(classFile);
        order.copyAllButMethods();
        if (reversed) {
            Collections.reverse(order.methods);
        }
        order.methods.forEach(order::copy);
        return order.writer.toByteArray();
    }

    private void copyAllButMethods() {
        reader.accept(new ClassVisitor(ClassFiles.ASM_API, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                methods.add(name + descriptor);
                return null;
            }
        }, 0);
    }

    private void copy(String method) {
        reader.accept(new ClassVisitor(ClassFiles.ASM_API) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                return method.equals(name + descriptor)
                        ? writer.visitMethod(access, name, descriptor, signature, exceptions)
                        : null;
            }
        }, 0);
    }
}

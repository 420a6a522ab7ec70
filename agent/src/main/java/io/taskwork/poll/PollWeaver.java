// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.boot.PolledCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.AsmClassReader;
import net.bytebuddy.utility.AsmClassWriter;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Puts polls into a class file: before each backward jump, and at the entry of methods that can
 * recurse ({@link Recursion}). In simple counted loops only after each strip ({@link Strips}).
 *
 * <p>A poll is a call without arguments and result. It changes neither the operand stack nor the
 * local variables, so frames stay as they are, but in strips, and it may stand where a constructor
 * has not called the one above it yet. A method without polls is copied byte for byte.
 */
public final class PollWeaver {
    static final int ASM_API = OpenedClassReader.ASM_API;

    /** The internal name of the class with the method {@code poll}. */
    static final String POINT = PolledCode.POINT.replace('.', '/');

    /**
     * What became of a class.
     *
     * @param classFile null if it needs no polls
     * @param methods names of those that have one
     * @param polls how many there are
     */
    public record Woven(byte[] classFile, List<String> methods, int polls) {}

    private PollWeaver() {}

    /** Throws whatever the class file makes Byte Buddy throw: it is to stay as it is, then. */
    public static Woven weave(byte[] classFile) {
        AsmClassReader reader = AsmClassReader.Factory.Default.IMPLICIT.make(classFile);
        CodeShape shape = new CodeShape();
        reader.accept(shape, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        Set<String> entries = Recursion.entries(shape);
        if (entries.isEmpty() && !shape.hasLoops()) {
            return new Woven(null, List.of(), 0);
        }
        AsmClassWriter writer = AsmClassWriter.Factory.Default.IMPLICIT.make(
                AsmVisitorWrapper.NO_FLAGS, reader);
        Copy copy = new Copy(writer.getVisitor(), shape, entries);
        reader.accept(copy, shape.hasCountedLoops()
                ? ClassReader.EXPAND_FRAMES : AsmVisitorWrapper.NO_FLAGS);
        return new Woven(writer.getBinaryRepresentation(), copy.methods, copy.polls);
    }

    /** Copies the class. */
    private static final class Copy extends ClassVisitor {
        private final CodeShape shape;
        private final Set<String> entries;
        private final List<String> methods = new ArrayList<>();
        private int polls;

        Copy(ClassVisitor writer, CodeShape shape, Set<String> entries) {
            super(ASM_API, writer);
            this.shape = shape;
            this.entries = entries;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor,
                String signature, String[] exceptions) {
            MethodVisitor writer =
                    super.visitMethod(access, name, descriptor, signature, exceptions);
            CodeShape.Method method = shape.methods.get(name + descriptor);
            boolean atEntry = entries.contains(name + descriptor);
            if (!atEntry && method.loops == 0) {
                return writer;
            }
            if (!methods.contains(name)) {
                methods.add(name);
            }
            polls += method.loops + (atEntry ? 1 : 0);
            return new Polls(writer, atEntry, method);
        }
    }
}

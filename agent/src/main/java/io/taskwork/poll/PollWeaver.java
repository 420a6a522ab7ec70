// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.boot.PolledCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts polls into a class file: before each backward jump, and at the entry of methods that can
 * recurse ({@link Recursion}). Counted loops poll only after each strip ({@link Strips}), and other
 * short loops once in many turns ({@link Countdown}).
 *
 * <p>A poll is a call without arguments and without a result, so it may stand anywhere, even where
 * a constructor has not called its superclass's constructor yet. Frames stay as they are, except
 * where those two add variables. A method without polls is copied byte for byte.
 */
public final class PollWeaver {
    static final int ASM_API = Opcodes.ASM9;

    /** The internal name of the class with the method {@code poll}. */
    static final String POINT = PolledCode.POINT.replace('.', '/');

    /**
     * The outcome for a class.
     *
     * @param classFile null if it needs no polls
     * @param methods the names of the methods that have polls
     * @param polls the number of polls
     */
    public record Woven(byte[] classFile, List<String> methods, int polls) {}

    private PollWeaver() {}

    /**
     * Weaves a class; if Byte Buddy throws anything, the class must stay as it is. It does so for a
     * class file of a Java that is newer than it.
     */
    public static Woven weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        CodeShape shape = new CodeShape();
        reader.accept(shape, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        Set<String> entries = Recursion.entries(shape);
        if (entries.isEmpty() && !shape.hasLoops()) {
            return new Woven(null, List.of(), 0);
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        Copy copy = new Copy(writer, shape, entries);
        reader.accept(copy, shape.needsFrames() ? ClassReader.EXPAND_FRAMES : 0);
        return new Woven(writer.toByteArray(), copy.methods, copy.polls);
    }

    /** Copies the class, and counts. */
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
            int entry = !atEntry ? -1 : shape.hasFrames ? method.spared.entry() : 0;
            return new Polls(writer, entry, method);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.taskwork.classfile.ClassFiles;
import io.taskwork.jdk.Hook;
import io.taskwork.jdk.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a parked thread has on its stack is as large as without the agent: an interpreted frame has
 * a word for each variable of its method, used or not.
 */
@Tag("jdk")
class ParkedFramesIT {
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";
    private static final String RUN_POINTS = "io/taskwork/boot/RunPoints";
    private static final Weaver WEAVER = new Weaver(ParkedFramesIT.class.getClassLoader());

    private static byte[] original(String type) throws IOException {
        String path = type.replace('.', '/') + ".class";
        try (InputStream in = Object.class.getModule().getResourceAsStream(path)) {
            return in.readAllBytes();
        }
    }

    /** Visits the methods of a class file, each with what is made for its name and descriptor. */
    private static void visit(
            byte[] classFile, BiFunction<String, String, MethodVisitor> visitors) {
        ClassReader reader = OpenedClassReader.of(classFile);
        reader.accept(new ClassVisitor(ClassFiles.ASM_API) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                return visitors.apply(name, descriptor);
            }
        }, 0);
    }

    /** Returns how many words of variables each method has of those that have a hook. */
    private static TreeMap<String, Integer> variables(String type, byte[] classFile) {
        TreeMap<String, Integer> variables = new TreeMap<>();
        for (Hook hook : Hooks.all()) {
            if (hook.type().equals(type)) {
                variables.put(hook.method() + hook.descriptor(), -1);
            }
        }
        visit(classFile, (name, descriptor) -> new MethodVisitor(ClassFiles.ASM_API) {
            @Override
            public void visitMaxs(int stack, int locals) {
                variables.computeIfPresent(name + descriptor, (method, unknown) -> locals);
            }
        });
        return variables;
    }

    @ParameterizedTest
    @CsvSource({
        VIRTUAL_THREAD + ", run(Ljava/lang/Runnable;)V",
        VIRTUAL_THREAD + ", park()V",
        VIRTUAL_THREAD + ", parkNanos(J)V",
        "java.lang.Thread, 'runWith(Ljava/lang/Object;Ljava/lang/Runnable;)V'",
        "java.util.concurrent.locks.LockSupport, park()V",
        "java.util.concurrent.locks.LockSupport, park(Ljava/lang/Object;)V",
        "java.util.concurrent.locks.LockSupport, parkNanos(J)V",
        "java.util.concurrent.locks.LockSupport, 'parkNanos(Ljava/lang/Object;J)V'",
    })
    void aWovenMethodHasTheVariablesThatItHad(String type, String method) throws IOException {
        byte[] original = original(type);
        Integer variables = variables(type, original).get(method);
        assertNotEquals(-1, variables);
        assertEquals(variables, variables(type, WEAVER.weave(type, original)).get(method));
    }

    /** The weakened twin: this advice needs what its entry returned until it exits. */
    @Test
    void aVariableOfAnAdviceIsSeen() throws IOException {
        String type = "java.util.concurrent.locks.AbstractQueuedSynchronizer";
        byte[] original = original(type);
        String acquire = variables(type, original).firstKey();
        assertEquals("acquire(", acquire.substring(0, 8));
        assertNotEquals(variables(type, original).get(acquire),
                variables(type, WEAVER.weave(type, original)).get(acquire));
    }

    private static final class CallsOfRunPoints extends MethodVisitor {
        private final Set<Label> starts = new HashSet<>();
        private final Set<Label> ends = new HashSet<>();
        private int ranges;
        private boolean called;
        private int returns;
        private int inRange;

        /** Returns after no call. */
        private int bare;

        CallsOfRunPoints() {
            super(ClassFiles.ASM_API);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            starts.add(start);
            ends.add(end);
        }

        @Override
        public void visitLabel(Label label) {
            ranges += (starts.contains(label) ? 1 : 0) - (ends.contains(label) ? 1 : 0);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean isInterface) {
            called = owner.equals(RUN_POINTS);
            if (called && ranges > 0) {
                inRange++;
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                returns++;
                bare += called ? 0 : 1;
            }
            called = false;
        }
    }

    private static CallsOfRunPoints calls(byte[] woven, String method) {
        CallsOfRunPoints calls = new CallsOfRunPoints();
        visit(woven, (name, descriptor) -> name.equals(method) ? calls : null);
        assertNotEquals(0, calls.returns);
        return calls;
    }

    /** What a run point throws, {@code acquire} is to get, whatever park does with exceptions. */
    @ParameterizedTest
    @ValueSource(strings = {"park", "parkNanos"})
    void eachReturnCallsAndNoHandlerIncludesTheCall(String method) throws IOException {
        CallsOfRunPoints calls =
                calls(WEAVER.weave(VIRTUAL_THREAD, original(VIRTUAL_THREAD)), method);
        assertEquals(0, calls.bare);
        assertEquals(0, calls.inRange);
    }

    /** The weakened twins: without the hooks, and of a method that would catch it. */
    @ParameterizedTest
    @ValueSource(strings = {"park", "parkNanos"})
    void aReturnWithoutACallAndAHandlerAreSeen(String method) throws IOException {
        byte[] original = original(VIRTUAL_THREAD);
        assertNotEquals(0, calls(original, method).bare);
        byte[] catching = ClassFiles.transform(original, writer -> new ClassVisitor(
                ClassFiles.ASM_API, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                MethodVisitor visitor =
                        super.visitMethod(access, name, descriptor, signature, exceptions);
                return name.equals(method) ? new Catching(visitor) : visitor;
            }
        });
        assertNotEquals(0, calls(WEAVER.weave(VIRTUAL_THREAD, catching), method).inRange);
    }

    /** Puts all of a method into the range of a handler, which is not good code otherwise. */
    private static final class Catching extends MethodVisitor {
        private final Label start = new Label();
        private final Label end = new Label();

        Catching(MethodVisitor visitor) {
            super(ClassFiles.ASM_API, visitor);
        }

        @Override
        public void visitCode() {
            mv.visitCode();
            mv.visitTryCatchBlock(start, end, end, null);
            mv.visitLabel(start);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            mv.visitLabel(end);
            mv.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
            mv.visitInsn(Opcodes.ATHROW);
            mv.visitMaxs(stack, locals);
        }
    }
}

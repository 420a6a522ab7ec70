// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.boot.PolledCode;
import java.io.InputStream;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that get polls, and what is not woven. */
class PollWeaverTest {
    /** Code as in a value class, where nothing loops or recurses. */
    @SuppressWarnings("unused")
    private static final class Trivial {
        private final int[] numbers = new int[3];

        int get(int i) {
            if (i < 0) {
                throw new IllegalArgumentException("negative: " + i);
            }
            return Math.max(numbers[i], first());
        }

        private int first() {
            return numbers[0];
        }
    }

    @SuppressWarnings("unused")
    private static final class Various {
        Object other;

        static int leaf(int n) {
            return n * 2;
        }

        static int callsLeaf(int n) {
            return leaf(n) + leaf(n + 1);
        }

        static int factorial(int n) {
            return n == 0 ? 1 : n * factorial(n - 1);
        }

        static boolean even(int n) {
            return n == 0 || odd(n - 1);
        }

        static boolean odd(int n) {
            return n != 0 && even(n - 1);
        }

        static int loops(int n) {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < i; k++) {
                    sum += k;
                }
            }
            return sum;
        }

        String asks() {
            return String.valueOf(other);
        }

        String concatenates() {
            return "other: " + other;
        }
    }

    private static byte[] classFile(Class<?> type) throws Exception {
        try (InputStream in = type.getResourceAsStream(
                type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void trivialMethodsGetNone() throws Exception {
        assertEquals(0, PollWeaver.weave(classFile(Trivial.class)).polls());
        assertNull(PollWeaver.weave(classFile(Trivial.class)).classFile());
    }

    @Test
    void loopsAndWhatCanRecurse() throws Exception {
        PollWeaver.Woven woven = PollWeaver.weave(classFile(Various.class));
        // A poll in one of even and odd is enough.
        assertEquals(List.of("factorial", "even", "loops", "asks", "concatenates"),
                woven.methods());
        assertEquals(6, woven.polls());
    }

    /**
     * A class that is woven twice, as by two agents, has twice the polls, since polls are code like
     * any other.
     */
    @Test
    void whatIsWovenIsAClassFileAgain() throws Exception {
        byte[] once = PollWeaver.weave(classFile(Various.class)).classFile();
        assertTrue(PollWeaver.weave(once).polls() >= 6);
    }

    /**
     * There is room for one instruction more, but not for a call: the method stays as it is, and is
     * counted.
     */
    @Test
    void aMethodThatWouldBecomeTooLong() {
        byte[] full = longLoop(65_534);
        assertThrows(MethodTooLargeException.class, () -> PollWeaver.weave(full));
        assertTrue(PollWeaver.weave(longLoop(65_000)).polls() == 1);
        int before = PolledCode.failed();
        assertNull(new PollTransformer(PollNames.of("com.acme")).transform(
                null, getClass().getClassLoader(), "com/acme/Long", null, null, full));
        assertEquals(before + 1, PolledCode.failed());
        assertTrue(PolledCode.failures().get("com.acme.Long").contains("MethodTooLarge"));
    }

    private static byte[] longLoop(int length) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, "com/acme/Long", null, "java/lang/Object",
                null);
        MethodVisitor code = writer.visitMethod(
                Opcodes.ACC_STATIC, "loop", "()V", null, null);
        code.visitCode();
        Label before = new Label();
        for (int i = 0; i < length - 4; i++) {
            code.visitInsn(Opcodes.NOP);
        }
        code.visitLabel(before);
        code.visitJumpInsn(Opcodes.GOTO, before);
        code.visitMaxs(1, 1);
        code.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void whatIsNotNamedStaysAsItIs() throws Exception {
        PollTransformer transformer = new PollTransformer(PollNames.of("com.acme:org.foo.Parser"));
        byte[] classFile = classFile(Various.class);
        byte[] before = classFile.clone();
        ClassLoader own = getClass().getClassLoader();
        for (String name : List.of("com/acmeother/A", "org/foo/ParserOther", "org/foo/Lexer",
                "com/Acme", "java/util/HashMap", "io/taskwork/TaskWorks")) {
            assertNull(transformer.transform(null, own, name, null, null, classFile), name);
        }
        // These are named, but are of the JDK's own loaders or modules.
        for (ClassLoader jdk : new ClassLoader[] {null, ClassLoader.getPlatformClassLoader()}) {
            assertNull(transformer.transform(null, jdk, "com/acme/A", null, null, classFile));
        }
        assertArrayEquals(before, classFile);
        assertFalse(PolledCode.failures().containsKey("com.acmeother.A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.Main", "com.acme.deep.A$B", "com.acme.package$", "org.foo.Parser",
        "org.foo.Parser$Token"})
    void whatIsNamed(String type) {
        assertTrue(PollNames.of("com.acme:org.foo.Parser").include(type));
    }

    /** A name above our own package does not include our classes. */
    @Test
    void neverOurOwn() {
        assertFalse(PollNames.of("io").include("io.taskwork.boot.Drain"));
        assertTrue(PollNames.of("io").include("io.netty.buffer.ByteBuf"));
    }
}

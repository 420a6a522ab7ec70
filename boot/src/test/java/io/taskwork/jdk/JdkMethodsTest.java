// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;

/** The runtime calls no method of the JDK's internal packages that was not verified before. */
class JdkMethodsTest {
    private static final List<String> INTERNAL = List.of("jdk/internal/", "sun/");

    @Test
    void theTableHasWhatTheClassFilesCall() throws IOException {
        Set<String> called = new TreeSet<>();
        forEachClassFile(file -> addMembers(file, called, new TreeSet<>()));
        Set<String> listed = new TreeSet<>();
        for (JdkMethod method : JdkMethods.all()) {
            if (isInternal(method.type().replace('.', '/'))) {
                listed.add(method.signature());
            }
        }
        Set<String> unlisted = new TreeSet<>(called);
        unlisted.removeAll(listed);
        assertEquals(Set.of(), unlisted, "called, but not in the table");
        listed.removeAll(called);
        assertEquals(Set.of(), listed, "in the table, but not called");
    }

    /**
     * A constant of one release is compiled into the class, and may be of another type in the next
     * one.
     */
    @Test
    void noFieldIsUsedByName() throws IOException {
        Set<String> used = new TreeSet<>();
        forEachClassFile(file -> addMembers(file, new TreeSet<>(), used));
        assertEquals(Set.of(), used);
    }

    @Test
    void theJdkThatRunsTheTestsHasThem() {
        for (JdkMethod method : JdkMethods.all()) {
            assertTrue(method.isThere(), method.signature());
        }
    }

    private static boolean isInternal(String owner) {
        return INTERNAL.stream().anyMatch(owner::startsWith);
    }

    private interface Step {
        void take(Path classFile) throws IOException;
    }

    private static void forEachClassFile(Step step) throws IOException {
        for (String folder : List.of("boot", "jdk")) {
            try (Stream<Path> files = Files.list(Path.of("target/classes/io/taskwork", folder))) {
                for (Path file : files.toList()) {
                    step.take(file);
                }
            }
        }
    }

    private static void addMembers(Path classFile, Set<String> called, Set<String> used)
            throws IOException {
        ClassReader reader = OpenedClassReader.of(Files.readAllBytes(classFile));
        reader.accept(new ClassVisitor(OpenedClassReader.ASM_API) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                return new Members(called, used);
            }
        }, ClassReader.SKIP_FRAMES);
    }

    private static final class Members extends MethodVisitor {
        private final Set<String> called;
        private final Set<String> used;

        Members(Set<String> called, Set<String> used) {
            super(OpenedClassReader.ASM_API);
            this.called = called;
            this.used = used;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (isInternal(owner)) {
                called.add(owner.replace('/', '.') + "." + name + descriptor);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (isInternal(owner)) {
                used.add(owner.replace('/', '.') + "." + name);
            }
        }
    }
}

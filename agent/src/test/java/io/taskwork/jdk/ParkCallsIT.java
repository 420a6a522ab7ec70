// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every method of {@code LockSupport} in which the running JDK parks or unparks a platform thread
 * has a hook: a release may call in two places what others call in one.
 */
@Tag("jdk")
class ParkCallsIT {
    private static final String UNSAFE = "jdk.internal.misc.Unsafe";
    private static final Set<String> CALLS = Set.of("park(ZJ)V", "unpark(Ljava/lang/Object;)V");

    @Test
    void eachHasAHook() throws IOException {
        assertEquals(Set.of(), withoutHook(Hooks.all()));
    }

    @Test
    void oneThatIsForgottenIsFound() throws IOException {
        List<Hook> others = Hooks.all().stream()
                .filter(hook -> !hook.signature().endsWith(".parkUntil(J)V")).toList();
        assertEquals(Set.of("java.util.concurrent.locks.LockSupport.parkUntil(J)V"),
                withoutHook(others));
    }

    private static Set<String> withoutHook(List<Hook> hooks) throws IOException {
        Set<String> calling = new TreeSet<>();
        try (InputStream file = LockSupport.class.getResourceAsStream("LockSupport.class")) {
            addCallers(OpenedClassReader.of(file.readAllBytes()), calling);
        }
        assertFalse(calling.isEmpty());
        for (Hook hook : hooks) {
            if (hook instanceof Hook.Replaced replaced && replaced.call().startsWith(UNSAFE)) {
                calling.remove(hook.signature());
            }
        }
        return calling;
    }

    private static void addCallers(ClassReader reader, Set<String> callers) {
        String type = reader.getClassName().replace('/', '.');
        reader.accept(new ClassVisitor(OpenedClassReader.ASM_API) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                return new MethodVisitor(OpenedClassReader.ASM_API) {
                    @Override
                    public void visitMethodInsn(int opcode, String owner, String called,
                            String calledDescriptor, boolean isInterface) {
                        if (owner.equals(UNSAFE.replace('.', '/')) && CALLS.contains(called + calledDescriptor)) {
                            callers.add(type + "." + name + descriptor);
                        }
                    }
                };
            }
        }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/**
 * What the runtime calls on a {@code Thread} may be overridden or mocked, and what other agents
 * weave may throw. Therefore there are no such calls except these, as the class files show.
 */
class ThreadCallsTest {
    private static final Set<String> ALLOWED = Set.of(
            // The thread's own handler is asked on the thread itself; both calls are guarded.
            "Threads.tellHandler: Thread.getUncaughtExceptionHandler",
            "Threads.tellHandler: Thread.getThreadGroup",
            "Resume.onThrown: Thread.getUncaughtExceptionHandler",
            // These are of java.lang.VirtualThread, which is final.
            "Threads.interruptSelf: Thread.interrupt",
            "MonitorWaits.endBlocking: Thread.getState",
            // These are of the current thread, which is no mock: in a woven image the VM comes here
            // while it boots, too early for the classes that know more.
            "Joins.enter: Thread.isVirtual",
            "Joins.leave: Thread.isVirtual",
            "MonitorWaits.beforeWait: Thread.isVirtual",
            "MonitorWaits.afterWait: Thread.isVirtual",
            "RunPoints.afterPopAll: Thread.isVirtual",
            "RunPoints.atRunWith: Thread.isVirtual",
            "SpinLock.givePermitBack: Thread.isVirtual",
            // These are the runtime's own threads.
            "Keeper.start: Thread.setDaemon",
            "Keeper.start: Thread.setContextClassLoader",
            "Keeper.start: Thread.start",
            "Escalations.start: Thread.setDaemon",
            "Escalations.start: Thread.setContextClassLoader",
            "Escalations.start: Thread.start",
            // This names who adds, while the option "trace" is on, before the push.
            "AddedHere.orNull: Thread.getName",
            "AddedHere.orNull: Thread.threadId",
            // This is called when the JMX bean is read.
            "Backlogs.addTo: Thread.getName",
            // Both are guarded; a drain continues without a pause.
            "Drain.giveUpCarrier: Thread.yield",
            "SpinLock.park: Unsafe.park",
            // This is the park that the program called.
            "PlatformParks.park: Unsafe.park");

    @Test
    void noneThatMayNotBeTrusted() throws IOException {
        Set<String> found = calls();
        Set<String> more = new TreeSet<>(found);
        more.removeAll(ALLOWED);
        assertEquals(Set.of(), more);
    }

    /** Otherwise the test would see nothing. */
    @Test
    void thoseAreFound() throws IOException {
        assertTrue(calls().contains("Threads.interruptSelf: Thread.interrupt"));
        assertTrue(calls().contains("SpinLock.park: Unsafe.park"));
    }

    private static Set<String> calls() throws IOException {
        Set<String> found = new TreeSet<>();
        Path folder = Path.of("target", "classes", "io", "taskwork", "boot");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    String name = file.getFileName().toString().replace(".class", "");
                    new ClassReader(in).accept(new Calls(name, found), 0);
                }
            }
        }
        return found;
    }

    private static final class Calls extends ClassVisitor {
        private final String type;
        private final Set<String> found;

        Calls(String type, Set<String> found) {
            super(Opcodes.ASM9);
            this.type = type;
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name,
                        String descriptor, boolean isInterface) {
                    boolean ofThread = owner.equals("java/lang/Thread")
                            && (opcode == Opcodes.INVOKEVIRTUAL || name.equals("yield")
                                    || name.equals("onSpinWait") || name.equals("sleep"));
                    boolean park = owner.endsWith("misc/Unsafe") && name.equals("park");
                    if (ofThread || park) {
                        found.add(type + "." + method + ": "
                                + owner.substring(owner.lastIndexOf('/') + 1) + "." + name);
                    }
                }
            };
        }
    }
}

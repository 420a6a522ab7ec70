// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.plain.Plain;
import com.acme.polled.Scenes;
import io.taskwork.support.Jars;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM gets a class that the option {@code poll} does not name as the file has it. */
@Tag("jdk")
class PollBytesIT {
    @TempDir
    Path directory;

    private Jvm.Result run(Path agent) throws Exception {
        Path witness = Jars.of(directory.resolve("witness.jar"), Map.of(
                "Premain-Class", Witness.class.getName(),
                "Can-Retransform-Classes", "true"), Witness.class);
        return new Jvm().option("-javaagent:" + agent + "=poll=com.acme.polled")
                .option("-javaagent:" + witness).defaultClassPath()
                .run(60, Program.class.getName());
    }

    private static void expect(String plain, String polled, Jvm.Result result) {
        assertEquals(String.format("%s: %s%n%s: %s%n", Plain.class.getName(), plain,
                Scenes.class.getName(), polled), result.output());
    }

    @Test
    void whatIsNotNamedIsNotChanged() throws Exception {
        expect("as in its file", "changed", run(Jvm.agentJar()));
    }

    /** In the weakened twin every class counts as named. */
    @Test
    void aChangeWouldBeSeen() throws Exception {
        Path jar = TwinJar.in(directory, "io/taskwork/poll/PollNames", "include",
                code -> code.iconst_1().ireturn());
        expect("changed", "changed", run(jar));
    }

    /** An agent that comes after ours, and compares what it gets with the file. */
    static final class Witness implements ClassFileTransformer {
        private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

        public static void premain(String option, Instrumentation instrumentation) {
            instrumentation.addTransformer(new Witness(), true);
        }

        @Override
        public byte[] transform(Module module, ClassLoader loader, String internalName,
                Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (internalName != null && internalName.startsWith("com/acme/")) {
                try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
                    SEEN.put(internalName.replace('/', '.'),
                            Arrays.equals(classFile, in.readAllBytes())
                                    ? "as in its file" : "changed");
                } catch (IOException e) {
                    SEEN.put(internalName, e.toString());
                }
            }
            return null;
        }
    }

    static final class Program {
        public static void main(String[] args) {
            Plain.spin(() -> true);
            Scenes.sum(new int[1]);
            for (Class<?> type : new Class<?>[] {Plain.class, Scenes.class}) {
                System.out.println(type.getName() + ": " + Witness.SEEN.get(type.getName()));
            }
        }
    }
}

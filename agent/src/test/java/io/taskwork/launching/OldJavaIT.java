// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a Java that is too old the agent prints one line, and an application runs as it would without
 * it.
 */
class OldJavaIT {
    private static final int JAVA_11 = 55;

    @TempDir
    Path directory;

    /**
     * What an older Java loads is compiled for it. The jar shows this even if no older Java is
     * here.
     */
    @Test
    void theFirstClassesAreForJava11() throws Exception {
        try (JarFile jar = new JarFile(Jvm.agentJar().toFile())) {
            List<JarEntry> launch = jar.stream().filter(entry -> entry.getName()
                    .matches("io/taskwork/launch/\\w+\\.class")).toList();
            assertEquals(3, launch.size(), launch::toString);
            for (JarEntry entry : launch) {
                try (InputStream in = jar.getInputStream(entry)) {
                    assertEquals(JAVA_11, in.readNBytes(8)[7], entry.getName());
                }
            }
        }
    }

    @Test
    void asAProgram() throws Exception {
        Path java = olderJava();
        Jvm.Result result = Jvm.run(60,
                List.of(java.toString(), "-jar", Jvm.agentJar().toString(), "attach", "17"));
        assertTrue(result.output().matches(
                "taskwork-agent: needs JDK 21 or newer, this is [^ ]+ in .*\\R"), result.output());
        assertEquals(1, result.exitCode());
    }

    @Test
    void asAnAgent() throws Exception {
        Path java = olderJava();
        Path source = directory.resolve("Hello.java");
        Files.writeString(source, """
                public class Hello {
                    public static void main(String[] args) {
                        System.out.println("hello " + System.getProperty("io.taskwork.status"));
                    }
                }
                """);
        Jvm.Result result = Jvm.run(60, List.of(
                java.toString(), "-javaagent:" + Jvm.agentJar(), source.toString()));
        assertTrue(result.output().matches(
                "taskwork-agent: not active: (needs JDK 21 or newer, this is [^ ]+ in .*)\\R"
                        + "hello \\1\\R"), result.output());
        assertEquals(0, result.exitCode());
    }

    @Test
    void attachedTo() throws Exception {
        Path java = olderJava();
        Path source = directory.resolve("Waits.java");
        Files.writeString(source, """
                public class Waits {
                    public static void main(String[] args) throws Exception {
                        System.out.println("waiting");
                        System.in.read();
                        System.out.println("goes on");
                    }
                }
                """);
        try (LiveJvm target = LiveJvm.start(java.toString(), source.toString())) {
            target.awaitLine("waiting");
            Jvm.Result result = new Jvm().option("-jar")
                    .run(120, Jvm.agentJar().toString(), "attach", target.pid());
            assertTrue(result.output().matches("taskwork-agent: process " + target.pid()
                    + ": not active: needs JDK 21 or newer, this is [^ ]+ in .*\\R"),
                    result.output());
            assertEquals(1, result.exitCode());
            target.say("go");
            assertEquals(0, target.exitCode(), target.output());
            assertTrue(target.output().endsWith(String.format("goes on%n")), target.output());
        }
    }

    /** Returns an older JDK that is installed beside the one that runs the tests. */
    private static Path olderJava() throws Exception {
        try (Stream<Path> siblings =
                Files.list(Path.of(System.getProperty("java.home")).getParent())) {
            Optional<Path> older = siblings.filter(OldJavaIT::isOlder).findFirst();
            assumeTrue(older.isPresent(), "no older Java beside this one");
            return older.get().resolve("bin/java");
        }
    }

    private static boolean isOlder(Path home) {
        try {
            Properties release = new Properties();
            release.load(new StringReader(Files.readString(home.resolve("release"))));
            String version = release.getProperty("JAVA_VERSION").replace("\"", "");
            int feature = Runtime.Version.parse(version).feature();
            return feature >= 11 && feature < 21 && Files.exists(home.resolve("bin/java"));
        } catch (Exception e) {
            return false; // it is no JDK
        }
    }
}

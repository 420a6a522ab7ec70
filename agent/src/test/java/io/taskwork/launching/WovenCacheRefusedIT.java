// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.classfile.ClassFiles;
import io.taskwork.docs.DocumentBlock;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories that are no cache: one line says why, and the agent works without one. */
class WovenCacheRefusedIT {
    private static final String TOUR = String.format("ACTIVE %d%n", Tour.WORKS);

    @TempDir
    Path directory;

    @BeforeAll
    static void thereCanBeACache() {
        assumeTrue(Files.exists(Path.of("/proc/self")),
                "the option cache needs /proc/self and POSIX file modes");
    }

    private static Jvm.Result run(Object cache) throws Exception {
        return new Jvm().option("-javaagent:" + Jvm.agentJar() + "=cache=" + cache)
                .defaultClassPath().run(60, Tour.class.getName());
    }

    private static void without(Object cache, String reason) throws Exception {
        Jvm.Result result = run(cache);
        assertEquals(String.format("taskwork-agent: active, but without the cache in %s: %s%n%s",
                cache, reason, TOUR), result.output());
        assertEquals(0, result.exitCode());
        if (!reason.contains(": ")) { // the file system says that
            DocumentBlock.hasLine("launching.md",
                    result.output().lines().findFirst().orElseThrow(), "/[^ :;]+");
        }
    }

    private static void set(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static boolean isEmpty(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---", "rwx----w-"})
    void oneThatOthersCanWrite(String permissions) throws Exception {
        Path cache = Files.createDirectory(directory.resolve("cache"));
        set(cache, permissions);
        without(cache, cache.toRealPath() + " can be written by other users; chmod go-w "
                + cache.toRealPath());
        assertTrue(isEmpty(cache), "nothing is written there");
    }

    @Test
    void oneThatOthersCanReplace() throws Exception {
        Path above = Files.createDirectory(directory.resolve("above"));
        Path cache = Files.createDirectory(above.resolve("cache"));
        set(cache, "rwx------");
        set(above, "rwxrwxrwx");
        without(cache, above.toRealPath() + " can be written by other users; chmod go-w "
                + above.toRealPath());
    }

    /** A link to it is no way around. */
    @Test
    void oneBehindALink() throws Exception {
        Path cache = Files.createDirectory(directory.resolve("cache"));
        set(cache, "rwxrwxrwx");
        Path link = Files.createSymbolicLink(directory.resolve("link"), cache);
        without(link, cache.toRealPath() + " can be written by other users; chmod go-w "
                + cache.toRealPath());
    }

    @Test
    void oneOfAnotherUser() throws Exception {
        assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "only root can give files away");
        Path cache = Files.createDirectory(directory.resolve("cache"));
        Files.setAttribute(cache, "unix:uid", 54321);
        without(cache, cache.toRealPath() + " belongs to another user");
        assertTrue(isEmpty(cache));
    }

    @Test
    void aFile() throws Exception {
        Path cache = Files.createFile(directory.resolve("cache"));
        without(cache, cache + ": already exists and is not a directory");
    }

    /** Root cannot write there either. */
    @Test
    void oneThatCannotBeMade() throws Exception {
        Path cache = Path.of("/proc/taskwork");
        Jvm.Result result = run(cache);
        assertTrue(result.output().startsWith(
                "taskwork-agent: active, but without the cache in " + cache + ": " + cache + ": "),
                result.output());
        assertFalse(result.output().contains("Exception"), result.output());
        assertTrue(result.output().endsWith(TOUR), result.output());
        assertEquals(2, result.output().lines().count(), result.output());
    }

    @Test
    void oneThatCannotBeWritten() throws Exception {
        Path cache = Path.of("/proc/sys");
        assumeTrue(Files.isDirectory(cache));
        Jvm.Result result = run(cache);
        assertTrue(result.output().startsWith(
                "taskwork-agent: active, but without the cache in " + cache + ": "));
        assertTrue(result.output().endsWith(TOUR), result.output());
        assertEquals(2, result.output().lines().count(), result.output());
    }

    @Test
    void anUnknownOptionIsNamed() throws Exception {
        Jvm.Result result = new Jvm().option("-javaagent:" + Jvm.agentJar() + "=jmx,cash=/tmp")
                .defaultClassPath().run(60, Tour.class.getName());
        assertEquals(String.format("taskwork-agent: active; unknown option 'cash=/tmp' ignored;"
                + " known options: jmx, trace, cache=DIRECTORY, poll=NAMES%n%s", TOUR), result.output());
    }

    /** What is there proves nothing for a JDK from which it was not woven. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJdkThatLacksAMember(boolean full) throws Exception {
        Path cache = directory.resolve("cache");
        if (full) {
            assertEquals(TOUR, run(cache).output());
        }
        Path patch = directory.resolve("patch");
        String type = "java/util/concurrent/locks/AbstractQueuedLongSynchronizer$ConditionObject";
        rename(patch, type, "canReacquire");
        Jvm.Result result = new Jvm().option("--patch-module").option("java.base=" + patch)
                .option("-javaagent:" + Jvm.agentJar() + "=cache=" + cache)
                .defaultClassPath().run(60, "io.taskwork.launching.AotCacheIT$Untaught");
        assertTrue(result.output().contains("taskwork-agent: not active: this JDK ("),
                result.output());
        assertTrue(result.output().contains(" has no " + type.replace('/', '.')
                + ".canReacquire("), result.output());
        assertTrue(result.output().endsWith(String.format("REFUSED%n")), result.output());
    }

    private static void rename(Path patch, String type, String method) throws Exception {
        byte[] original;
        try (InputStream in = Object.class.getModule().getResourceAsStream(type + ".class")) {
            original = in.readAllBytes();
        }
        Path file = patch.resolve(type + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, ClassFiles.renameMethod(original, method, method + "2"));
    }
}

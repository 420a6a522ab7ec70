// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.support.Jars;
import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import io.taskwork.support.Tour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code cache=DIRECTORY}. WovenCacheRefusedIT has what it refuses. */
class WovenCacheIT {
    private static final String TOUR = String.format("ACTIVE %d%n", Tour.WORKS);

    @TempDir
    Path directory;

    @BeforeAll
    static void thereCanBeACache() {
        assumeTrue(Files.exists(Path.of("/proc/self")),
                "the option cache needs /proc/self and POSIX file modes");
    }

    private Path cache;

    @BeforeEach
    void name() {
        cache = directory.resolve("cache");
    }

    private Jvm jvm(Path agent) {
        return new Jvm().option("-javaagent:" + agent + "=cache=" + cache).defaultClassPath();
    }

    private static void tours(Jvm jvm) throws Exception {
        Jvm.Result result = jvm.run(60, Tour.class.getName());
        assertEquals(TOUR, result.output());
        assertEquals(0, result.exitCode());
    }

    private Path onlyFile() throws Exception {
        try (Stream<Path> files = Files.list(cache)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.getFirst();
        }
    }

    private long byteBuddyClasses(Jvm jvm) throws Exception {
        Path log = directory.resolve("load.log");
        tours(jvm.option("-Xlog:class+load:file=" + log));
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("io.taskwork.agent.bytebuddy.")).count();
        }
    }

    /**
     * This holds without the CDS archive as well, where the VM gives the methods in an order that
     * always differs.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-Xshare:auto", "-Xshare:off", "-Xint", "-XX:+UseZGC"})
    void theSecondStartLoadsNoByteBuddy(String option) throws Exception {
        assertTrue(byteBuddyClasses(jvm(Jvm.agentJar()).option(option)) > 20);
        byte[] file = Files.readAllBytes(onlyFile());
        for (int start = 2; start <= 4; start++) {
            assertEquals(0, byteBuddyClasses(jvm(Jvm.agentJar()).option(option)));
        }
        assertArrayEquals(file, Files.readAllBytes(onlyFile()));
    }

    /** The VM verifies the classes of java.base only if it is told to. */
    @Test
    void theVmVerifiesWhatIsFound() throws Exception {
        tours(jvm(Jvm.agentJar()));
        assertEquals(0, byteBuddyClasses(jvm(Jvm.agentJar())
                .option("-XX:+UnlockDiagnosticVMOptions")
                .option("-XX:+BytecodeVerificationLocal")));
    }

    @Test
    void nobodyElseCanReadOrWriteIt() throws Exception {
        tours(jvm(Jvm.agentJar()));
        assertEquals("rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one byte", "half", "nothing", "text", "a link", "for others, too"})
    void aFileThatIsNotWhatWasWrittenIsWrittenAnew(String what) throws Exception {
        tours(jvm(Jvm.agentJar()));
        Path file = onlyFile();
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        switch (what) {
            case "one byte" -> bad[bad.length / 2] ^= 1;
            case "half" -> bad = Arrays.copyOf(good, good.length / 2);
            case "nothing" -> bad = new byte[0];
            case "text" -> bad = "not a file of classes".getBytes();
            case "a link" -> {
                Path other = Files.move(file, directory.resolve("other"));
                Files.createSymbolicLink(file, other);
            }
            default -> Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        Files.write(file, bad);
        assertNotEquals(0, byteBuddyClasses(jvm(Jvm.agentJar())), "woven anew");
        assertArrayEquals(good, Files.readAllBytes(onlyFile()));
        assertEquals(0, byteBuddyClasses(jvm(Jvm.agentJar())), "and found");
    }

    /** The cache is of another build of the agent, under the name of this one's. */
    @Test
    void aFileOfAnotherAgentIsNotUsed() throws Exception {
        Path other = Jars.changed(Jvm.agentJar(), directory.resolve("other.jar"),
                jar -> Files.writeString(jar.getPath("other"), "another build"));
        tours(jvm(other));
        Path foreign = onlyFile();
        tours(jvm(Jvm.agentJar()));
        List<Path> files;
        try (Stream<Path> all = Files.list(cache)) {
            files = all.toList();
        }
        assertEquals(2, files.size(), "a file for each: " + files);
        Path own = files.get(files.get(0).equals(foreign) ? 1 : 0);
        byte[] good = Files.readAllBytes(own);
        Files.copy(foreign, own, StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(0, byteBuddyClasses(jvm(Jvm.agentJar())));
        assertArrayEquals(good, Files.readAllBytes(own));
    }

    @Test
    void manyJvmsAtTheSameTime() throws Exception {
        List<LiveJvm> jvms = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jvms.add(LiveJvm.start(jvm(Jvm.agentJar()), Tour.class.getName()));
        }
        for (LiveJvm jvm : jvms) {
            try (jvm) {
                assertEquals(0, jvm.exitCode());
                assertEquals(TOUR, jvm.output());
            }
        }
        onlyFile();
        assertEquals(0, byteBuddyClasses(jvm(Jvm.agentJar())));
    }

    @Test
    void besideTheOtherOption() throws Exception {
        for (String options : List.of("jmx,cache=" + cache, "cache=" + cache + ",jmx")) {
            tours(new Jvm().option("-javaagent:" + Jvm.agentJar() + "=" + options)
                    .defaultClassPath());
        }
        assertEquals(0, byteBuddyClasses(jvm(Jvm.agentJar())));
    }
}

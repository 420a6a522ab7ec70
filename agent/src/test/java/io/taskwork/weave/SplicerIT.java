// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.ClassFiles;
import io.taskwork.jdk.Hook;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import io.taskwork.support.TwinJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent splices is what Byte Buddy's advice weaves, which does it where splicing cannot. */
@Tag("jdk")
class SplicerIT {
    private static final ClassLoader LOADER = SplicerIT.class.getClassLoader();
    private static final String ADVICE = "io.taskwork.agent.bytebuddy.asm.Advice";
    private static final Weaver BYTE_BUDDY = new Weaver(LOADER);

    @TempDir
    Path directory;

    static Set<String> types() {
        return BYTE_BUDDY.types();
    }

    private static byte[] original(String type) throws IOException {
        String path = type.replace('.', '/') + ".class";
        try (InputStream in = Object.class.getModule().getResourceAsStream(path)) {
            return in.readAllBytes();
        }
    }

    private static byte[] prepared() throws IOException {
        try (InputStream in = LOADER.getResourceAsStream(Weaver.PREPARED)) {
            return in.readAllBytes();
        }
    }

    private static byte[] spliced(List<Hook> hooks, byte[] original) throws IOException {
        return new Splicer(new PreparedAdvices(prepared())).weave(hooks, original);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theBytesAreThoseOfByteBuddysAdvice(String type) throws IOException {
        byte[] original = original(type);
        List<Hook> hooks = BYTE_BUDDY.hooks(type);
        byte[] expected = BYTE_BUDDY.weave(type, original);
        assertArrayEquals(expected, spliced(hooks, original));
        // The weakened twin: one hook is left out.
        assertFalse(Arrays.equals(expected,
                spliced(hooks.subList(1, hooks.size()), original)));
    }

    /** An advice can be spliced only once; another transformation of the class needs another. */
    @Test
    void aClassCanBeWovenAgain() throws IOException {
        byte[] original = original("java.lang.Thread");
        Splicer splicer = new Splicer(new PreparedAdvices(prepared()));
        List<Hook> hooks = BYTE_BUDDY.hooks("java.lang.Thread");
        assertArrayEquals(splicer.weave(hooks, original), splicer.weave(hooks, original));
    }

    /** Another agent may leave something on the stack, which no return minds, but a jump would. */
    @Test
    void whatJavacDoesNotWriteIsLeftToByteBuddy() throws IOException {
        String type = "jdk.internal.vm.StackableScope";
        byte[] original = ClassFiles.replaceBody(original(type), "popAll",
                code -> code.iconst_0().return_());
        IllegalStateException e = assertThrows(IllegalStateException.class,
                () -> spliced(BYTE_BUDDY.hooks(type), original));
        assertEquals("a return with 1 on the stack", e.getMessage());
        assertArrayEquals(BYTE_BUDDY.weave(type, original),
                new Weaver(LOADER, null, prepared()).weave(type, original));
    }

    private boolean loadsAdvice(Jvm jvm) throws Exception {
        Path log = directory.resolve("load.log");
        Jvm.Result result = jvm.defaultClassPath()
                .option("-Xlog:class+load:file=" + log).run(60, Tour.class.getName());
        assertEquals(String.format("ACTIVE %d%n", Tour.WORKS), result.output());
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(ADVICE + " "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xshare:auto", "-Xshare:off", "-Xint", "-XX:+UseZGC"})
    void theAgentStartsWithoutByteBuddysAdvice(String option) throws Exception {
        assertFalse(loadsAdvice(new Jvm().option(option)
                .option("-XX:+UnlockDiagnosticVMOptions")
                .option("-XX:+BytecodeVerificationLocal") // of java.base, too
                .option("-javaagent:" + Jvm.agentJar())));
    }

    @Test
    void withoutWhatTheBuildPreparedByteBuddyWeaves() throws Exception {
        Path jar = TwinJar.in(directory, files ->
                Files.delete(files.getPath(Weaver.PREPARED)));
        assertTrue(loadsAdvice(new Jvm().option("-javaagent:" + jar)));
    }
}

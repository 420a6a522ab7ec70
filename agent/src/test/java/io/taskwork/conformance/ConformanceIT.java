// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tries;
import io.taskwork.support.TwinJar;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The JDK's own behaviour is unchanged: the same checks of java.util.concurrent pass without the
 * agent, with it, and while SIGNALs rain on all threads. {@code -Dconformance.seconds} says how
 * long each lasts, and {@code -Dconformance.seed} repeats a rain.
 */
@Tag("jdk")
class ConformanceIT {
    private static final ClassDesc CD_THREAD = ClassDesc.of("java.lang.Thread");

    /** The number of attempts for what may take longer than usual to show on a busy machine. */
    private static final int ATTEMPTS = 5;
    private static final long SECONDS = Long.getLong("conformance.seconds", 4);
    private static final String SEED =
            "" + Long.getLong("conformance.seed", System.nanoTime() & 0xffff_ffffL);

    @TestFactory
    List<DynamicContainer> threeWays() throws Exception {
        return List.of(
                container("no agent", run(new Jvm(), "CALM", 0)),
                container("agent, idle", run(new Jvm().agent(Jvm.agentJar()), "CALM", SECONDS / 3)),
                container("agent, rain", run(new Jvm().agent(Jvm.agentJar()), "RAIN", SECONDS)));
    }

    private static Jvm.Result run(Jvm jvm, String mode, long seconds, String... names)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ConformanceMain.class.getName(), mode, "" + seconds * 1_000, SEED));
        command.addAll(List.of(names));
        return jvm.defaultClassPath().run(seconds + 200, command.toArray(String[]::new));
    }

    /** Returns one test for each check, from the line that the program printed for it. */
    private static DynamicContainer container(String way, Jvm.Result result) {
        String output = result.output();
        System.out.println(way + ", seed " + SEED + ": "
                + output.lines().reduce((first, last) -> last).orElse("no output"));
        List<String> lines = output.lines().toList();
        List<DynamicNode> tests = new ArrayList<>();
        tests.add(dynamicTest("ends", () -> assertEquals(0, result.exitCode(), output)));
        for (Check check : Check.all()) {
            tests.add(dynamicTest(check.name(), () -> assertTrue(
                    lines.contains("PASS " + check.name()), () -> lines.stream()
                            .filter(line -> line.contains(check.name()))
                            .findFirst().orElse(output))));
        }
        return dynamicContainer(way, tests);
    }

    @Test
    void thereAreManyChecksAndTheRainDoesFall() throws Exception {
        assertTrue(Check.all().size() >= 80, "checks: " + Check.all().size());
        assertEquals(Check.all().size(), Check.all().stream().map(Check::name).distinct().count());
        long signals = 0;
        Jvm.Result result = null;
        int tries = 0;
        for (; tries < ATTEMPTS && signals <= 100; tries++) {
            result = run(new Jvm().agent(Jvm.agentJar()), "RAIN", 1,
                    "sleep sleeps its time", "an interrupt comes once");
            String last = result.output().lines().reduce((first, end) -> end).orElseThrow();
            signals = Long.parseLong(last.substring(last.lastIndexOf(' ') + 1));
        }
        assertTrue(signals > 100, result.output());
        Tries.took("rain", tries, ATTEMPTS);
    }

    /** The checks see a drain that leaves the interrupt status as its callbacks left it. */
    @Test
    @Tag("twin")
    void weakenedTwinLosesInterrupts() throws Exception {
        assertFails(twin("Interrupts", "endDrain", CodeBuilder::return_),
                "after an interrupt that was consumed park parks",
                "park returns for an interrupt, which stays",
                "ReentrantLock.lock outlasts interrupts",
                "interrupted clears, isInterrupted does not");
    }

    /** They also see a wake by interrupt in place of unpark. */
    @Test
    @Tag("twin")
    void weakenedTwinWakesByInterrupts() throws Exception {
        assertFails(twin("Wakes", "rouse", code -> code.aload(0)
                        .invokevirtual(CD_THREAD, "interrupt", MethodTypeDesc.of(CD_void))
                        .return_()),
                "sleep sleeps its time",
                "interrupted clears, isInterrupted does not",
                "CountDownLatch opens for all, once it is at zero");
    }

    private static Path twin(String type, String method, Consumer<CodeBuilder> body)
            throws Exception {
        return TwinJar.make(Jvm.agentJar(), type, method, body);
    }

    private static void assertFails(Path twin, String... names) throws Exception {
        try {
            Jvm.Result result = null;
            boolean failed = false;
            int tries = 0;
            for (; tries < ATTEMPTS && !failed; tries++) {
                Jvm jvm = new Jvm().agent(twin).option("-Dconformance.limit=8");
                result = run(jvm, "RAIN", 6, names);
                assertFalse(result.timedOut(), result.output());
                assertFalse(result.output().contains("not active"), result.output());
                failed = result.output().contains("FAIL") || result.output().contains("STUCK");
            }
            assertTrue(failed, result.output());
            Tries.took("weakened twin, " + names[0], tries, ATTEMPTS);
        } finally {
            Files.delete(twin);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is offered to a busy taker passes on; with a runtime that lacks a step of this, it does not.
 */
class TakerTwinIT {
    private static final Path REAL = Path.of(System.getProperty("taskwork.agent"));

    /** The limits of a wait in milliseconds: of one that is to pass, and of one that is to hang. */
    private static final int PATIENT = 40_000;
    private static final int HANGS = 1_500;

    @ParameterizedTest
    @EnumSource(names = {"NEXT", "NEXT_LATE"})
    void takersPass(Takers.Whose whose) throws Exception {
        requireTakers("PASS", REAL, PATIENT, whose);
    }

    @Test
    void signalsThatAreNotPassedOnStayWithABusyThread() throws Exception {
        requireStuckTakers(Takers.Whose.NEXT, "Signals", "passOn", CodeBuilder::return_);
    }

    /** The next waiter is in the lock's queue, which is free, and nobody brings it the turn. */
    @Test
    void waitersThatAreEnqueuedOnlySleepOn() throws Exception {
        Consumer<CodeBuilder> nobody = code -> code.aconst_null().areturn();
        requireStuckTakers(Takers.Whose.NEXT, "LockQueue", "signalNext", nobody);
        requireStuckTakers(Takers.Whose.NEXT_LATE, "LockQueue", "signalNext", nobody);
    }

    @Test
    void leadersThatAreNotWatchedHoldUpWhoRelyOnThem() throws Exception {
        requireStuckTakers(Takers.Whose.NEXT_LATE, "Leaders", "watch", CodeBuilder::return_);
    }

    /**
     * The runtime does not look at the signal that the thread had before it queued for the lock.
     */
    @Test
    void signalOfATakerThatQueuesForTheLockAgain() throws Exception {
        assertEquals("PASS", signalledTaker(REAL, 60).output().strip());
        Path twin = TwinJar.make(REAL, "Acquires", "signalled", CodeBuilder::return_);
        try {
            Jvm.Result result = signalledTaker(twin, 3);
            assertEquals(1, result.exitCode(), result.output());
            assertTrue(result.output().contains("the call does not return"), result.output());
        } finally {
            Files.delete(twin);
        }
    }

    /**
     * A waiter whose wake two threads own is enqueued twice. StormIT is the test of the real
     * runtime.
     */
    @Test
    void claimsThatAreNotExclusiveHangTheStorm() throws Exception {
        Path twin = TwinJar.make(
                REAL, "ConditionQueue", "claim", code -> code.iconst_1().ireturn());
        try {
            Jvm.Result result = new Jvm().agent(twin).defaultClassPath()
                    .run(12, Storm.class.getName(), "500", "1");
            assertTrue(result.timedOut() || result.exitCode() != 0, result.output());
        } finally {
            Files.delete(twin);
        }
    }

    private static Jvm.Result signalledTaker(Path agent, int limitSeconds)
            throws IOException, InterruptedException {
        Jvm.Result result = new Jvm().option("-Dawait.limit=" + limitSeconds)
                .option("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
                .agent(agent).defaultClassPath().run(300, SignalledTaker.class.getName());
        assertFalse(result.timedOut(), result.output());
        return result;
    }

    private static void requireStuckTakers(Takers.Whose whose,
            String type, String method, Consumer<CodeBuilder> body) throws Exception {
        Path twin = TwinJar.make(REAL, type, method, body);
        try {
            requireTakers("STUCK", twin, HANGS, whose);
        } finally {
            Files.delete(twin);
        }
    }

    private static void requireTakers(String verdict, Path agent, int limitMillis,
            Takers.Whose whose) throws IOException, InterruptedException {
        List<String> lines = WeakenedTwinIT.lines(
                agent, TakersMain.class.getName(), "" + limitMillis, "" + whose);
        long takers = Takers.all().stream().filter(taker -> taker.whose() == whose).count();
        assertEquals(takers, lines.size(), lines::toString);
        for (String line : lines) {
            boolean both = verdict.equals("STUCK") && line.endsWith(Takers.DELAYED);
            assertTrue(both || line.startsWith(verdict), lines::toString);
        }
    }
}

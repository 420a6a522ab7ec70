// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static java.lang.constant.ConstantDescs.CD_int;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.it.Jvm;
import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tests can see what they are for: with a runtime that lacks what makes callbacks safe, rows of
 * the matrix hang, and with the real one they do not.
 */
class WeakenedTwinIT {
    private static final ClassDesc DRAIN = ClassDesc.of("io.taskwork.boot.Drain");
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

    /** Limits of a wait in milliseconds: of one that is to pass, and of one that is to hang. */
    private static final int PATIENT = 40_000;
    private static final int HANGS = 1_500;

    /** Threads queue for one of these when they are signalled, and the callback takes it, too. */
    private static final String[] LOCKS = {
        "ReentrantLock.lock()",
        "ReentrantLock(fair).lock()",
        "ReentrantLock(fair).tryLock(time)",
        "ReentrantReadWriteLock.writeLock().lock()",
        "AbstractQueuedLongSynchronizer lock.lock()",
        "await() on a condition of ReentrantLock(fair)",
    };

    @Test
    void theRealRuntimePasses() throws Exception {
        Path real = Path.of(System.getProperty("taskwork.agent"));
        List<String> lines = rows(real, PATIENT);
        assertEquals(LOCKS.length, lines.size(), lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.startsWith("PASS")), lines::toString);
    }

    @Test
    void worksInPlaceDeadlock() throws Exception {
        List<String> lines = twin("Places", "runAtPark", WeakenedTwinIT::drainInPlace);
        assertEquals(LOCKS.length, lines.size(), lines::toString);
        for (String line : lines) {
            assertTrue(line.startsWith("STUCK"), lines::toString);
        }
    }

    @Test
    void turnsThatAreNotPassedOnDeadlock() throws Exception {
        List<String> lines = twin(
                "Places", "giveUpPlace", code -> code.aconst_null().areturn());
        assertEquals(LOCKS.length, lines.size(), lines::toString);
        for (String line : lines) {
            assertTrue(line.startsWith("STUCK"), lines::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NEXT", "NEXT_LATE"})
    void takersPass(Takers.Whose whose) throws Exception {
        requireTakers("PASS", Path.of(System.getProperty("taskwork.agent")), PATIENT, whose);
    }

    @Test
    void signalsThatAreNotPassedOnStayWithABusyThread() throws Exception {
        requireStuckTakers(Takers.Whose.NEXT, "Signals", "passOn", CodeBuilder::return_);
    }

    /** The next waiter is in the lock's queue, which is free: nobody brings it the turn. */
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

    /** Without a look at the signal that the thread had before it queued for the lock. */
    @Test
    void signalOfATakerThatQueuesForTheLockAgain() throws Exception {
        Path real = Path.of(System.getProperty("taskwork.agent"));
        assertEquals("PASS", signalledTaker(real, 60).output().strip());
        Path twin = TwinJar.make(real, "Acquires", "signalled", CodeBuilder::return_);
        try {
            Jvm.Result result = signalledTaker(twin, 3);
            assertEquals(1, result.exitCode(), result.output());
            assertTrue(result.output().contains("the call does not return"), result.output());
        } finally {
            Files.delete(twin);
        }
    }

    /** A waiter whose wake two threads own is enqueued twice. StormIT shows that the real one ends. */
    @Test
    void claimsThatAreNotExclusiveHangTheStorm() throws Exception {
        Path real = Path.of(System.getProperty("taskwork.agent"));
        Path twin = TwinJar.make(
                real, "ConditionQueue", "claim", code -> code.iconst_1().ireturn());
        try {
            Jvm.Result result = new Jvm().agent(twin).defaultClassPath()
                    .run(30, Storm.class.getName(), "500", "1");
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
        Path real = Path.of(System.getProperty("taskwork.agent"));
        Path twin = TwinJar.make(real, type, method, body);
        try {
            requireTakers("STUCK", twin, HANGS, whose);
        } finally {
            Files.delete(twin);
        }
    }

    private static void requireTakers(String verdict, Path agent, int limitMillis,
            Takers.Whose whose) throws IOException, InterruptedException {
        List<String> lines = lines(agent, TakersMain.class.getName(), "" + limitMillis, "" + whose);
        long takers = Takers.all().stream().filter(taker -> taker.whose() == whose).count();
        assertEquals(takers, lines.size(), lines::toString);
        for (String line : lines) {
            boolean both = verdict.equals("STUCK") && line.endsWith(Takers.DELAYED);
            assertTrue(both || line.startsWith(verdict), lines::toString);
        }
    }

    /** An adder that does not see a thread through into the wait set loses a SIGNAL. */
    @Test
    void waitsThatAreNotSeenThroughLoseSignals() throws Exception {
        Path real = Path.of(System.getProperty("taskwork.agent"));
        Jvm.Result good = WaitEntry.inJvm(real, 40_000, PATIENT);
        assertEquals(0, good.exitCode(), good.output());
        Path twin = TwinJar.make(real, "VirtualThreads", "isRunningOrChanging",
                code -> code.iconst_0().ireturn());
        try {
            Jvm.Result bad = WaitEntry.inJvm(twin, 1_000_000, HANGS);
            assertFalse(bad.timedOut(), bad.output());
            assertEquals(WaitEntry.LOST, bad.exitCode(), bad.output());
        } finally {
            Files.delete(twin);
        }
    }

    /** {@code return Drain.run(self, task, target, 1) > 0}, whatever the thread is queued for. */
    private static void drainInPlace(CodeBuilder code) {
        MethodTypeDesc run = MethodTypeDesc.of(CD_int, ClassDesc.of("java.lang.Thread"),
                ClassDesc.of("io.taskwork.boot.Task"), ClassDesc.of("io.taskwork.boot.Target"),
                CD_int);
        code.aload(0).aload(1).aload(2).iconst_1().invokestatic(DRAIN, "run", run).iconst_1()
                .invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)).ireturn();
    }

    private static List<String> twin(
            String type, String method, Consumer<CodeBuilder> body)
            throws IOException, InterruptedException {
        Path real = Path.of(System.getProperty("taskwork.agent"));
        Path twin = TwinJar.make(real, type, method, body);
        try {
            return rows(twin, HANGS);
        } finally {
            Files.delete(twin);
        }
    }

    private static List<String> rows(Path agent, int limitMillis)
            throws IOException, InterruptedException {
        String[] command = new String[LOCKS.length + 2];
        command[0] = RowsMain.class.getName();
        command[1] = "" + limitMillis;
        System.arraycopy(LOCKS, 0, command, 2, LOCKS.length);
        return lines(agent, command);
    }

    private static List<String> lines(Path agent, String... command)
            throws IOException, InterruptedException {
        Jvm.Result result = new Jvm().agent(agent).defaultClassPath().run(300, command);
        assertFalse(result.timedOut(), result.output());
        assertEquals(0, result.exitCode(), result.output());
        return result.output().lines().toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static java.lang.constant.ConstantDescs.CD_int;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.io.IOException;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The tests can see what they are for: with a runtime that lacks what makes callbacks safe, rows of
 * the matrix hang, and with the real one they do not.
 */
class WeakenedTwinIT {
    private static final ClassDesc DRAIN = ClassDesc.of("io.taskwork.boot.Drain");
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

    /** The limits of a wait in milliseconds: of one that is to pass, and of one that is to hang. */
    private static final int PATIENT = 40_000;
    private static final int HANGS = 1_500;

    /**
     * The rows in which threads queue for something when they are signalled, and the callback takes
     * it as well.
     */
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
        List<String> lines = twin("Parks", "runAtPark", WeakenedTwinIT::drainInPlace);
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

    /**
     * Writes {@code return Drain.run(self, slot, target, 1) > 0}, whatever the thread is queued
     * for.
     */
    private static void drainInPlace(CodeBuilder code) {
        MethodTypeDesc run = MethodTypeDesc.of(CD_int, ClassDesc.of("java.lang.Thread"),
                ClassDesc.of("io.taskwork.boot.Slot"), ClassDesc.of("io.taskwork.boot.Target"),
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

    /** Returns the lines that a program prints, which must come to its end. */
    static List<String> lines(Path agent, String... command)
            throws IOException, InterruptedException {
        Jvm.Result result = new Jvm().agent(agent).defaultClassPath().run(300, command);
        assertFalse(result.timedOut(), result.output());
        assertEquals(0, result.exitCode(), result.output());
        return result.output().lines().toList();
    }
}

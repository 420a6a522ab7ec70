// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a whole JVM, each in one of its own: exit, no carriers, no memory, no scheduler. */
@Tag("jdk")
class JvmFaultsIT {
    private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    @ParameterizedTest
    @ValueSource(strings = {"parked", "in a lock's queue", "at a virtual thread's exit",
            "at a platform thread's exit", "on main", "at main's exit"})
    void callbacksThatEndTheJvm(String where) throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .run(60, Exits.class.getName(), where);
        assertFalse(result.timedOut(), result.output());
        assertEquals("hook\n", result.output());
        assertEquals(42, result.exitCode());
    }

    @Test
    void callbacksThatHoldAllCarriers() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("-Djdk.virtualThreadScheduler.parallelism=2")
                .option("-Djdk.virtualThreadScheduler.maxPoolSize=2")
                .run(100, Carriers.class.getName());
        assertEquals("ran while pinned: 0\nran: 1000\n", result.output());
    }

    @Test
    void schedulersThatRefuse() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).option(OPEN).defaultClassPath()
                .run(100, Schedulers.class.getName());
        assertEquals("done\n", result.output());
    }

    /** An adder that lets the scheduler's exception through is seen. */
    @Test
    @Tag("twin")
    void weakenedTwinThrowsTheSchedulersException() throws Exception {
        Path twin = TwinJar.make(Jvm.agentJar(), "Wakes", "rouse", code -> code.aload(0)
                .invokestatic(ClassDesc.of("java.util.concurrent.locks.LockSupport"), "unpark",
                        MethodTypeDesc.of(CD_void, ClassDesc.of("java.lang.Thread")))
                .aload(0).aload(1)
                .invokestatic(ClassDesc.of("io.taskwork.boot.MonitorWaits"), "wake",
                        MethodTypeDesc.of(CD_void, ClassDesc.of("java.lang.Thread"),
                                ClassDesc.of("io.taskwork.boot.Slot")))
                .return_());
        try {
            Jvm.Result result = new Jvm().agent(twin).option(OPEN).defaultClassPath()
                    .run(100, Schedulers.class.getName());
            assertTrue(result.output().contains("RejectedExecutionException: full"),
                    result.output());
        } finally {
            Files.delete(twin);
        }
    }

    @Test
    void callbacksAndAddersThatRunOutOfMemory() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).option("-Xmx48m").defaultClassPath()
                .run(400, NoMemory.class.getName());
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().startsWith("counts are right"), result.output());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * 100,000 threads at a time come and go, under works of all kinds: the counts are exact, and
 * nothing is retained. {@code -Dsoak.seconds} says how long, and {@code -Dsoak.seed} repeats the
 * choices.
 */
class SoakIT {
    private static final ClassDesc WORK = ClassDesc.of("io.taskwork.boot.Work");
    private static final ClassDesc LAST_DRAIN = ClassDesc.of("io.taskwork.boot.LastDrain");

    private static Jvm.Result soak(Path agent, long seconds, int size) throws Exception {
        Jvm.Result result = new Jvm().option("-Xmx2g").agent(agent).defaultClassPath()
                .run(seconds + 300, SoakMain.class.getName(), "" + seconds, "" + size,
                        "" + Long.getLong("soak.seed", System.nanoTime()));
        System.out.print(result.output());
        return result;
    }

    @Test
    void countsAreExactAndNothingIsRetained() throws Exception {
        Jvm.Result result = soak(Jvm.agentJar(), Long.getLong("soak.seconds", 10), 100_000);
        assertEquals(0, result.exitCode(), result.output());
    }

    private static Jvm.Result twin(String type, String method, Consumer<CodeBuilder> body)
            throws Exception {
        Path twin = TwinJar.make(Jvm.agentJar(), type, method, body);
        try {
            return soak(twin, 2, 2_000);
        } finally {
            Files.delete(twin);
        }
    }

    /** The counts miss works that are dropped at exit and do not run. */
    @Test
    void weakenedTwinDropsWorksAtExit() throws Exception {
        Jvm.Result result = twin("LastDrain", "exit", code -> code.aload(0).aload(1)
                .invokestatic(LAST_DRAIN, "discard", MethodTypeDesc.of(ConstantDescs.CD_void,
                        ClassDesc.of("java.lang.Thread"), ClassDesc.of("io.taskwork.boot.Slot")))
                .return_());
        assertEquals(SoakMain.UNBALANCED, result.exitCode(), result.output());
    }

    /** The histogram finds works that somebody keeps. */
    @Test
    void weakenedTwinKeepsWorks() throws Exception {
        ClassDesc properties = ClassDesc.of("java.util.Properties");
        Jvm.Result result = twin("Entry", "newWork", code -> code
                .new_(WORK).dup().aload(0).aload(1)
                .invokespecial(WORK, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void,
                        ClassDesc.of("java.lang.Runnable"), ConstantDescs.CD_Object))
                .astore(2)
                .invokestatic(ClassDesc.of("java.lang.System"), "getProperties",
                        MethodTypeDesc.of(properties))
                .aload(2).aload(2)
                .invokevirtual(properties, "put", MethodTypeDesc.of(ConstantDescs.CD_Object,
                        ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                .pop().aload(2).areturn());
        assertEquals(SoakMain.RETAINED, result.exitCode(), result.output());
    }
}

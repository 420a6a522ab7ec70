// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.io.IOException;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-test passes however the threads that it tries are scheduled. */
@Tag("jdk")
class SelfTestIT {
    private static final String BOOT = "io.taskwork.boot";
    private static final ClassDesc TARGET = ClassDesc.of(BOOT, "Target");

    @TempDir
    Path directory;

    /**
     * A thread may still be entering {@code Object.wait} when the SIGNAL comes, which is not seen
     * on JDK 21; the keeper wakes it then. Here every wake of such a thread comes late.
     */
    @Test
    void aWakeThatComesLateArrives() throws Exception {
        Jvm.Result result = check(TwinJar.in(directory, SelfTestIT::leaveWakesToTheKeeper));
        assertTrue(result.output().contains("verdict    active"), result.output());
        assertEquals(0, result.exitCode());
    }

    @Test
    @Tag("twin")
    void withoutAKeeperItDoesNot() throws Exception {
        Jvm.Result result = check(TwinJar.in(directory, root -> {
            leaveWakesToTheKeeper(root);
            TwinJar.replaceBody(root, "Keeper", "start", CodeBuilder::return_);
        }));
        assertTrue(result.output().contains("a SIGNAL did not reach a thread in Object.wait"),
                result.output());
        assertEquals(1, result.exitCode());
    }

    private static void leaveWakesToTheKeeper(FileSystem root) throws IOException {
        TwinJar.replaceBody(root, "MonitorWaits", "wake", code -> code.aload(0).aload(1)
                .invokevirtual(ClassDesc.of(BOOT, "Slot"), "target", MethodTypeDesc.of(TARGET))
                .invokestatic(ClassDesc.of(BOOT, "Keeper"), "lateWake", MethodTypeDesc.of(
                        ConstantDescs.CD_void, ClassDesc.of("java.lang.Thread"), TARGET))
                .return_());
    }

    private static Jvm.Result check(Path jar) throws Exception {
        return new Jvm().option("-jar").run(180, jar.toString(), "check");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.callstate.InterruptedAccept;
import io.taskwork.callstate.LeftScopes;
import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A callback closes the selector in which its thread is blocked, or makes a call like the one in
 * which its thread is blocked. The real runtime gets that right, and a weakened one is seen to get
 * it wrong.
 */
class CallTwinsIT {
    private static final int PATIENT = 40_000;
    private static final int HANGS = 1_500;

    private static Jvm.Result run(Path agent, Class<?> program, String... args)
            throws Exception {
        return run(new Jvm().agent(agent), program, args);
    }

    private static Jvm.Result run(Jvm jvm, Class<?> program, String... args) throws Exception {
        String[] command = new String[args.length + 1];
        command[0] = program.getName();
        System.arraycopy(args, 0, command, 1, args.length);
        Jvm.Result result = jvm.defaultClassPath()
                .option("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
                .option("-XX:-CreateCoredumpOnCrash").option("-XX:ErrorFile=/dev/null")
                .run(300, command);
        assertFalse(result.timedOut(), result.output());
        return result;
    }

    /** Runs with a method of the runtime replaced. */
    private static Jvm.Result twin(String type, String method, Consumer<CodeBuilder> body,
            Class<?> program, String... args) throws Exception {
        Path twin = TwinJar.make(Jvm.agentJar(), type, method, body);
        try {
            return run(new Jvm().agent(twin).option("-Dawait.limit=10"), program, args);
        } finally {
            Files.delete(twin);
        }
    }

    @Test
    void aSelectorThatIsClosedInItsOwnSelect() throws Exception {
        Jvm.Result result = run(Jvm.agentJar(), OwnSelectorClose.class);
        assertEquals(0, result.exitCode(), result.output());
        assertEquals("fine\n", result.output());
    }

    /** The select continues in memory that is freed: it throws an IOException, or the JVM ends. */
    @Test
    void aCloseAtOnceIsCaught() throws Exception {
        Jvm.Result result = twin("SelectorCloses", "beforeClose",
                code -> code.iconst_0().ireturn(), OwnSelectorClose.class);
        assertNotEquals(0, result.exitCode(), result.output());
        assertFalse(result.output().contains("fine"), result.output());
    }

    @Test
    void aCloseThatIsNotCompletedIsCaught() throws Exception {
        Jvm.Result result = twin("SelectorCloses", "afterSelect",
                CodeBuilder::return_, OwnSelectorClose.class);
        assertTrue(result.output().contains("descriptors left open"), result.output());
    }

    @Test
    void anInterruptEndsTheCall() throws Exception {
        for (String when : new String[] {"after", "during"}) {
            assertEquals("ClosedByInterruptException\n",
                    run(Jvm.agentJar(), InterruptedAccept.class, when, "" + PATIENT).output());
        }
    }

    @Test
    void aBlockerThatIsNotPutBackIsCaught() throws Exception {
        assertEquals("STUCK\n", twin("BlockedCall", "putBackNioBlocker", CodeBuilder::return_,
                InterruptedAccept.class, "after", "" + HANGS).output());
    }

    @Test
    void anInterruptThatIsNotHonouredIsCaught() throws Exception {
        assertEquals("STUCK\n", twin("BlockedCall", "honourInterrupt", CodeBuilder::return_,
                InterruptedAccept.class, "during", "" + HANGS).output());
    }

    @Test
    void scopesThatAreLeftOpenAreCaught() throws Exception {
        assertEquals("""
                no scope around: closed in order, null
                a scope around: StructureViolationException, null
                """, twin("Scopes", "restore", CodeBuilder::return_, LeftScopes.class).output());
    }
}

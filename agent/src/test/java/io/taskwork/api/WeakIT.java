// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Each safety of this surface has a twin of the runtime that lacks it, and therefore fails its
 * scene.
 */
class WeakIT {
    /** A scene that takes longer hangs; this is less than the limit of {@link Await}. */
    static final int PATIENCE_SECONDS = Integer.getInteger("weak.patience", 40);

    private static final ClassDesc SLOT = boot("Slot");
    private static final ClassDesc TARGET = boot("Target");
    private static final ClassDesc WORK = boot("Work");
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
    private static final ClassDesc UNSAFE = ClassDesc.of("jdk.internal.misc.Unsafe");

    private static ClassDesc boot(String name) {
        return ClassDesc.of("io.taskwork.boot." + name);
    }

    static boolean isDone(Future<?> future) {
        try {
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theRealRuntimePassesAllScenes() throws Exception {
        String all = String.join("\n", Scenes.NAMES) + "\n";
        assertEquals(all.replace("\n", ": ok\n"),
                play(new Jvm().agent(Jvm.agentJar()), Scenes.NAMES));
    }

    @Test
    void heldByACallbackOnly() throws Exception {
        fails("mask defers: ran inside", "Target", "isHeld",
                code -> code.aload(0).getfield(TARGET, "draining", CD_boolean).ireturn());
    }

    /** The twin's body is {@code masks++}, and no more. */
    @Test
    void masksThatAreNotAttended() throws Exception {
        fails("mask keeps asleep: woken", "Masks", "open", code -> {
            target(code);
            code.dup().getfield(TARGET, "masks", CD_int).iconst_1().iadd()
                    .putfield(TARGET, "masks", CD_int).return_();
        });
    }

    /** The twin's body is {@code masks--}, without a look at what is due. */
    @Test
    void masksThatDoNotLookWhenTheyClose() throws Exception {
        fails("mask runs what is due: left it", "Masks", "close", code -> {
            target(code);
            code.dup().dup().getfield(TARGET, "masks", CD_int).iconst_1().isub()
                    .putfield(TARGET, "masks", CD_int)
                    .iconst_0().putfield(TARGET, "attended", CD_boolean).return_();
        });
    }

    /**
     * The twin's body is {@code (state & 3) is QUEUED or LISTED}, in whichever round. The timer
     * must not be told that the add is over either, since otherwise it would ask about few adds
     * that are.
     */
    @Test
    void escalationsThatIgnoreTheRound() throws Exception {
        Path deaf = TwinJar.make(Jvm.agentJar(), "Posting", "end", CodeBuilder::return_);
        try {
            fails(deaf, "escalation of an add: escalated a later one", "Work", "isQueued",
                    code -> code.aload(0).getfield(WORK, "state", CD_int).iconst_3().iand()
                            .iconst_1().iadd().iconst_2().iand().iconst_1().ishr().ireturn());
        } finally {
            Files.delete(deaf);
        }
    }

    @Test
    void escalationsThatTheTimerKeeps() throws Exception {
        fails("escalation lets go: kept what was cancelled", "Posting", "end",
                CodeBuilder::return_);
    }

    /** The twin's hook is the one that the README once had. */
    @Test
    void hooksThatAreNoneWorks() throws Exception {
        fails("hook waits for the exit: ran at a SIGNAL", "Adds", "addHook",
                code -> code.aload(0).aload(1).iconst_0().invokestatic(boot("Adds"), "add",
                        MethodTypeDesc.of(CD_boolean, THREAD, WORK, CD_int)).ireturn());
    }

    /** A walk stands on a work that is taken out, after which it has no next one. */
    @Test
    void walksThatNobodyMovesOn() throws Exception {
        fails("walk amid cancels: ended early", "Walk", "leave",
                code -> code.aload(0).areturn());
    }

    @Test
    void platformParksThatAreNoRunPoints() throws Exception {
        fails("platform threads call each other: they wait for ever", "PlatformParks", "park",
                code -> code.aload(0).iload(1).lload(2).invokevirtual(UNSAFE, "park",
                        MethodTypeDesc.of(CD_void, CD_boolean, CD_long)).return_());
    }

    @Test
    void platformUnparksThatPassNoTurnOn() throws Exception {
        fails("turn of a platform thread: the turn stays with a thread that is busy",
                "PlatformParks", "unpark",
                code -> code.aload(0).aload(1).invokevirtual(UNSAFE, "unpark",
                        MethodTypeDesc.of(CD_void, ClassDesc.of("java.lang.Object")))
                        .return_());
    }

    @Test
    void failedStartsThatRejectNobody() throws Exception {
        fails("failed start: no answer", "LastDrain", "reject", CodeBuilder::return_);
    }

    /** Puts the target of the current thread onto the stack. */
    private static void target(CodeBuilder code) {
        code.invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD))
                .invokestatic(SLOT, "of", MethodTypeDesc.of(SLOT, THREAD))
                .invokevirtual(SLOT, "targetOrNew", MethodTypeDesc.of(TARGET));
    }

    private static void fails(
            String expected, String type, String method, Consumer<CodeBuilder> body)
            throws Exception {
        fails(Jvm.agentJar(), expected, type, method, body);
    }

    private static void fails(Path agent, String expected, String type, String method,
            Consumer<CodeBuilder> body) throws Exception {
        Path twin = TwinJar.make(agent, type, method, body);
        try {
            String scene = expected.substring(0, expected.indexOf(':'));
            Jvm jvm = new Jvm().option("-Dweak.patience=5");
            assertEquals(expected + "\n", play(jvm.agent(twin), List.of(scene)));
        } finally {
            Files.delete(twin);
        }
    }

    private static String play(Jvm jvm, List<String> scenes) throws Exception {
        String[] command = new String[scenes.size() + 1];
        command[0] = Scenes.class.getName();
        for (int i = 0; i < scenes.size(); i++) {
            command[i + 1] = scenes.get(i);
        }
        Jvm.Result result = jvm.defaultClassPath()
                .option("--add-opens=java.base/java.lang=ALL-UNNAMED").run(300, command);
        assertFalse(result.timedOut(), result.output());
        return result.output();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Nothing depends on what a subclass of Thread makes of its methods. */
class StubbornThreadIT {
    @Test
    void oneInterruptIsOne() {
        StubbornThread thread = StubbornThread.parked();
        assertEquals(1, thread.interruptsOfOne());
        thread.end();
    }

    /** A drain that calls the overridden method counts twice, or waits for its lock. */
    @Test
    void theTwinCallsWhatTheSubclassHas() throws Exception {
        ClassDesc thread = ClassDesc.of("java.lang.Thread");
        Path twin = TwinJar.make(Jvm.agentJar(), "Threads", "interruptSelf",
                code -> code.aload(0).invokevirtual(thread, "interrupt",
                        MethodTypeDesc.of(CD_void)).return_());
        try {
            Jvm.Result result = new Jvm().agent(twin).defaultClassPath()
                    .option("-Dawait.limit=5").run(60, StubbornThread.class.getName());
            assertTrue(result.output().contains("waits for a lock")
                    || result.output().contains("interrupts: 2"), result.output());
        } finally {
            Files.delete(twin);
        }
    }

    @Test
    void itIsReachedAndCalledAndToldApart() {
        StubbornThread thread = StubbornThread.parked();
        assertSame(Reach.NOW, thread.reachesAndCalls());
        thread.interruptsOfOne();
        thread.end();
    }

    /** What the thread's class has no answer for goes to the handler that was set. */
    @Test
    void whatACallbackThrowsIsHeardOf() {
        StubbornThread thread = StubbornThread.parked();
        CompletableFuture<Throwable> heard = new CompletableFuture<>();
        thread.setUncaughtExceptionHandler((t, e) -> heard.complete(e));
        IllegalStateException thrown = new IllegalStateException("of the callback");
        TaskWorks.add(thread, () -> {
            throw thrown;
        }, Notify.SIGNAL);
        assertSame(thrown, Await.value(heard));
        CountDownLatch next = new CountDownLatch(1);
        TaskWorks.add(thread, next::countDown, Notify.SIGNAL);
        Await.passed("the next work", next);
        thread.end();
    }

    /**
     * A start that failed can be tried again, and therefore nobody can say that the call is
     * rejected.
     */
    @Test
    void aPlatformThreadWhoseStartFailsIsNotStarted() {
        Thread thread = new Thread(null, () -> {}, "huge", 1L << 46);
        CompletableFuture<Integer> call = TaskWorks.call(thread, () -> 1, Notify.SIGNAL);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            assertSame(Reach.NOT_STARTED, TaskWorks.reach(thread));
            assertTrue(TaskWorks.pending(thread));
            assertTrue(call.cancel(false));
            return;
        }
        assertEquals(1, Await.value(call)); // this machine has the room
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Status;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Promise 22: wrong arguments, with the agent. AgentAbsentIT has the errors without it. */
class ErrorsIT {
    private static final String DOUBLE =
            "the work is queued already; add it again after it ran or cancel() was true";

    private final List<String> ran = new ArrayList<>();
    private final Await.Probe target = Await.unstarted(() -> null);

    private static void isNull(String argument, Executable call) {
        assertEquals(argument, assertThrows(NullPointerException.class, call).getMessage());
    }

    @Test
    void nullArgumentsAreNamed() {
        Thread thread = target.thread;
        TaskWork work = TaskWork.of(() -> ran.add("work"));
        isNull("callback", () -> TaskWork.of(null));
        isNull("target", () -> TaskWorks.add(null, work, Notify.NONE));
        isNull("work", () -> TaskWorks.add(thread, (TaskWork) null, Notify.NONE));
        isNull("notify", () -> TaskWorks.add(thread, work, null));
        isNull("target", () -> TaskWorks.add(null, () -> {}, Notify.NONE));
        isNull("callback", () -> TaskWorks.add(thread, (Runnable) null, Notify.NONE));
        isNull("notify", () -> TaskWorks.add(thread, () -> ran.add("callback"), null));
        isNull("target", () -> TaskWorks.cancelMatching(null, callback -> true));
        isNull("match", () -> TaskWorks.cancelMatching(thread, null));
        isNull("target", () -> TaskWorks.pending(null));
        assertEquals(TaskWork.State.IDLE, work.state());
        assertFalse(TaskWorks.pending(thread));
        thread.start();
        target.result();
        assertEquals(List.of(), ran);
    }

    @Test
    void aDoubleAddThrowsAndLeavesTheQueueAlone() {
        TaskWork work = TaskWork.of(() -> ran.add("work"));
        Await.Probe other = Await.unstarted(() -> null);
        TaskWorks.add(target.thread, () -> ran.add("first"), Notify.RESUME);
        TaskWorks.add(target.thread, work, Notify.RESUME);
        TaskWorks.add(target.thread, () -> ran.add("last"), Notify.RESUME);
        for (Thread thread : List.of(target.thread, other.thread)) {
            for (Notify mode : Notify.values()) {
                assertEquals(DOUBLE, assertThrows(IllegalStateException.class,
                        () -> TaskWorks.add(thread, work, mode)).getMessage());
            }
        }
        assertEquals(TaskWork.State.QUEUED, work.state());
        assertFalse(TaskWorks.pending(other.thread));
        target.thread.start();
        target.result();
        assertEquals(List.of("first", "work", "last"), ran);
    }

    /** Many at once: one add takes it, the others throw. */
    @Test
    void ofConcurrentAddsOfOneWorkOneSucceeds() {
        int rounds = 500;
        AtomicInteger runs = new AtomicInteger();
        for (int round = 1; round <= rounds; round++) {
            TaskWork work = TaskWork.of(runs::incrementAndGet);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            Await.Probe thread = Await.unstarted(() -> null);
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> adders = new ArrayList<>();
            for (int a = 0; a < 4; a++) {
                adders.add(Thread.startVirtualThread(() -> {
                    Await.passed("go", go);
                    try {
                        TaskWorks.add(thread.thread, work, Notify.RESUME);
                        accepted.incrementAndGet();
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                    }
                }));
            }
            go.countDown();
            adders.forEach(Await::ended);
            assertEquals("1 3", accepted + " " + refused);
            thread.thread.start();
            thread.result();
            assertEquals(round, runs.get());
        }
    }

    @Test
    void anAddAfterExitIsFalseAndNoError() {
        target.thread.start();
        target.result();
        TaskWork work = TaskWork.of(() -> ran.add("work"));
        assertFalse(TaskWorks.add(target.thread, work, Notify.SIGNAL));
        assertFalse(TaskWorks.add(target.thread, work, Notify.SIGNAL), "it is idle, not queued");
        assertEquals(TaskWork.State.IDLE, work.state());
        assertEquals(List.of(), ran);
    }

    @Test
    void theStatusIsActive() {
        Status status = TaskWorks.status();
        assertEquals(Status.State.ACTIVE, status.state(), status.toString());
        assertTrue(status.remedy().isEmpty());
    }
}

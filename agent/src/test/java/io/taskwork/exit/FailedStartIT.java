// SPDX-License-Identifier: Apache-2.0
package io.taskwork.exit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Jvm;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hazard 10: a start that fails must not look as if the works had been delivered. */
@Tag("image")
@Tag("jdk")
class FailedStartIT {
    /** The factory of an executor that was shut down is not asked, or its thread is not started. */
    @Test
    void ofAShutDownExecutor() {
        AtomicInteger ran = new AtomicInteger();
        List<Thread> made = new ArrayList<>();
        var executor = Executors.newThreadPerTaskExecutor(task -> {
            Thread thread = Thread.ofVirtual().unstarted(task);
            TaskWorks.add(thread, ran::incrementAndGet, Notify.RESUME);
            made.add(thread);
            return thread;
        });
        executor.execute(() -> {});
        executor.close();
        assertEquals(1, ran.get());
        try {
            executor.execute(() -> {});
        } catch (RejectedExecutionException expected) {
            made.add(null);
        }
        assertEquals(null, made.getLast(), "was not refused");
        assertEquals(1, ran.get());
    }

    /**
     * The thread's scheduler refuses it, which is the only way in which VirtualThread.start itself
     * fails.
     */
    @Test
    void ofASchedulerThatRefuses() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .run(60, Refused.class.getName());
        assertEquals("""
                start: RejectedExecutionException
                state: TERMINATED IDLE
                ran: 0
                cancel: false
                add: false
                pending: false
                """, result.output());
    }

    static final class Refused {
        public static void main(String[] args) throws Exception {
            AtomicInteger ran = new AtomicInteger();
            Thread thread = withScheduler(task -> {
                throw new RejectedExecutionException("full");
            }, ran::incrementAndGet);
            TaskWork work = TaskWork.of(ran::incrementAndGet);
            TaskWorks.add(thread, ran::incrementAndGet, Notify.SIGNAL);
            TaskWorks.add(thread, work, Notify.NONE);
            try {
                thread.start();
            } catch (RejectedExecutionException e) {
                System.out.println("start: " + e.getClass().getSimpleName());
            }
            System.out.println("state: " + thread.getState() + " " + work.state());
            System.out.println("ran: " + ran);
            System.out.println("cancel: " + work.cancel());
            System.out.println("add: " + TaskWorks.add(thread, work, Notify.NONE));
            System.out.println("pending: " + TaskWorks.pending(thread));
        }

        private static Thread withScheduler(Executor scheduler, Runnable task) throws Exception {
            Constructor<?> constructor = Class.forName("java.lang.VirtualThread")
                    .getDeclaredConstructor(
                            Executor.class, String.class, int.class, Runnable.class);
            constructor.setAccessible(true);
            return (Thread) constructor.newInstance(scheduler, "refused", 0, task);
        }
    }
}

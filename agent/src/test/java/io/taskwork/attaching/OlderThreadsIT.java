// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attaching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that are older than the agent, main above all, and platform threads in general. */
@Tag("jdk")
class OlderThreadsIT {
    private final AtomicInteger ran = new AtomicInteger();

    @Test
    void aPlatformThreadRunsWorksInRunAndAtExit() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        ThreadLocal<String> local = new ThreadLocal<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            local.set("local");
            entered.countDown();
            while (go.getCount() > 0) {
                Thread.onSpinWait(); // a park is a run point
            }
            log.add("run " + TaskWorks.run());
            TaskWorks.add(Thread.currentThread(),
                    () -> log.add("exit " + TaskWorks.exiting() + " " + local.get()), Notify.NONE);
        });
        Await.passed("the thread has not started", entered);
        for (Notify mode : Notify.values()) {
            assertTrue(TaskWorks.add(
                    thread, () -> log.add(mode + " " + TaskWorks.exiting()), mode));
        }
        go.countDown();
        Await.ended(thread);
        assertEquals(List.of("NONE false", "RESUME false", "SIGNAL false", "run 3",
                "exit true local"), log);
        assertFalse(TaskWorks.add(thread, () -> {}, Notify.NONE));
    }

    @Test
    void aPlatformThreadThatFailsRunsThemAfterItsHandler() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Thread thread = Thread.ofPlatform().unstarted(() -> {
            throw new IllegalStateException("own code");
        });
        thread.setUncaughtExceptionHandler((t, e) -> log.add(e.getMessage()));
        TaskWorks.add(thread, () -> {
            log.add("first");
            throw new IllegalStateException("callback");
        }, Notify.NONE);
        TaskWorks.add(thread, () -> log.add("second"), Notify.NONE);
        thread.start();
        Await.ended(thread);
        assertEquals(List.of("own code", "first", "callback", "second"), log);
    }

    /**
     * The threads are those that the VM made before the agent: adds are accepted, since they may
     * exit.
     */
    @Test
    void threadsOfTheVmTakeWorks() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            TaskWork work = TaskWork.of(ran::incrementAndGet);
            assertTrue(TaskWorks.add(thread, work, Notify.NONE), thread.toString());
            assertTrue(TaskWorks.pending(thread));
            assertTrue(work.cancel());
        }
        assertEquals(0, ran.get());
    }

    @Test
    void worksQueuedOnMainRunAtItsExit() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .run(60, OnMain.class.getName());
        assertEquals("""
                ran in run(): 2
                main ends
                at exit on main, exiting true
                added at exit
                add afterwards: false
                """, result.output());
        assertEquals(0, result.exitCode());
    }

    @Test
    void alsoIfMainThrows() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .run(60, OnMain.class.getName(), "throw");
        assertTrue(result.output().contains("own code"), result.output());
        assertTrue(result.output().contains("at exit on main, exiting true"), result.output());
        assertEquals(1, result.exitCode());
    }

    /** A program whose main thread is a target; another thread sees what comes after its end. */
    static final class OnMain {
        public static void main(String[] args) {
            Thread main = Thread.currentThread();
            String name = main.getName();
            TaskWorks.add(main, () -> {}, Notify.RESUME);
            TaskWorks.add(main, () -> {}, Notify.SIGNAL);
            System.out.println("ran in run(): " + TaskWorks.run());
            TaskWorks.add(main, () -> {
                System.out.println("at exit on " + name + ", exiting " + TaskWorks.exiting());
                TaskWorks.add(main, () -> System.out.println("added at exit"), Notify.SIGNAL);
            }, Notify.NONE);
            Thread.ofPlatform().start(() -> {
                Await.ended(main);
                System.out.println("add afterwards: " + TaskWorks.add(main, () -> {}, Notify.NONE));
            });
            System.out.println("main ends");
            if (args.length > 0) {
                throw new IllegalStateException("own code");
            }
        }
    }
}

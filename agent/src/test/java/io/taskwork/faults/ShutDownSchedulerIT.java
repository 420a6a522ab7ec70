// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last drain is on a scheduler that was shut down: all works run, and {@code join} returns. */
class ShutDownSchedulerIT {
    private static final int WORKS = 1_000;

    private static Jvm.Result run(Path agent, String scheduler, int limit) throws Exception {
        return new Jvm().agent(agent).defaultClassPath().option("-Dawait.limit=" + limit)
                .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .run(60, LastDrain.class.getName(), scheduler);
    }

    @ParameterizedTest
    @ValueSource(strings = {"executor", "pool"})
    void allRun(String scheduler) throws Exception {
        Jvm.Result result = run(Jvm.agentJar(), scheduler, 50);
        assertEquals("joined, ran 1000\n", result.output());
    }

    /** A runtime that gives its carrier up there is stranded. */
    @Test
    void theTwinIsStranded() throws Exception {
        Path twin = TwinJar.make(Jvm.agentJar(), "VirtualThreads", "comesBack",
                code -> code.iconst_1().ireturn());
        try {
            Jvm.Result result = run(twin, "executor", 5);
            assertTrue(result.output().contains("stranded, ran "), result.output());
        } finally {
            Files.delete(twin);
        }
    }

    static final class LastDrain {
        public static void main(String[] args) throws Exception {
            ExecutorService scheduler = args[0].equals("pool")
                    ? new ForkJoinPool(1) : Executors.newSingleThreadExecutor();
            AtomicInteger ran = new AtomicInteger();
            Constructor<?> constructor = Class.forName("java.lang.VirtualThread")
                    .getDeclaredConstructor(
                            Executor.class, String.class, int.class, Runnable.class);
            constructor.setAccessible(true);
            Runnable body = () -> {
                while (!scheduler.isShutdown()) {
                    Thread.onSpinWait();
                }
            };
            Thread thread = (Thread) constructor.newInstance(scheduler, "last", 0, body);
            for (int i = 0; i < WORKS; i++) {
                TaskWorks.add(thread, () -> {
                    long end = System.nanoTime() + 20_000;
                    while (System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                    ran.incrementAndGet();
                }, Notify.NONE);
            }
            thread.start();
            scheduler.shutdown();
            System.out.println((thread.join(Await.LIMIT) ? "joined" : "stranded") + ", ran " + ran);
            System.exit(0);
        }
    }
}

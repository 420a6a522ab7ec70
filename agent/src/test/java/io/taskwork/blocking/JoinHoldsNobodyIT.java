// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * A thread that joins another one runs a callback. The other one can end meanwhile, and others that
 * join it continue. All are on one carrier, since from JDK 27 on a virtual thread ends on its
 * carrier with the monitor on which {@code join} waits: if a callback held that monitor, nothing
 * else would run.
 */
class JoinHoldsNobodyIT {
    /** Exit code: somebody waited for the callback. */
    private static final int HELD = 5;

    @Test
    void theJoinedThreadEndsDuringTheCallback() throws Exception {
        Jvm.Result result = run(Jvm.agentJar(), 60_000);
        assertEquals("platform: true\nvirtual: true\n", result.output());
        assertEquals(0, result.exitCode());
    }

    @Test
    void itWouldNotIfTheCallbackRanInTheWait() throws Exception {
        Path twin = TwinJar.make(
                Jvm.agentJar(), "Joins", "isJoining", code -> code.iconst_0().ireturn());
        try {
            Jvm.Result result = run(twin, 2_000);
            assertEquals(HELD, result.exitCode(), result.output());
        } finally {
            Files.delete(twin);
        }
    }

    private static Jvm.Result run(Path agent, int limitMillis) throws Exception {
        return new Jvm()
                .option("-Djdk.virtualThreadScheduler.parallelism=1")
                .option("-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .agent(agent)
                .defaultClassPath()
                .run(200, Main.class.getName(), "" + limitMillis);
    }

    /** Runs the scene. The argument is how long to wait for what must come, in milliseconds. */
    static final class Main {
        private static int limitMillis;

        public static void main(String[] args) throws Exception {
            limitMillis = Integer.parseInt(args[0]);
            join("platform", Thread.ofPlatform());
            join("virtual", Thread.ofVirtual());
        }

        private static void join(String kind, Thread.Builder builder) throws Exception {
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch inCallback = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            Thread joined = builder.start(() -> await(gate));
            boolean[] ended = new boolean[1];
            Thread joiner = Thread.ofVirtual().start(() -> {
                try {
                    ended[0] = joined.join(Duration.ofDays(1));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            while (joiner.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            TaskWorks.add(joiner, () -> {
                inCallback.countDown();
                await(over);
            }, Notify.SIGNAL);
            await(inCallback);
            gate.countDown();
            requireSoon(joined::join);
            over.countDown();
            joiner.join();
            System.out.print(kind + ": " + ended[0] + "\n");
        }

        /** Runs the step in a thread of its own, since it may never return. */
        private static void requireSoon(Scene.Step step) throws Exception {
            Future<?> done = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().factory()).submit(() -> {
                step.run();
                return null;
            });
            try {
                done.get(limitMillis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                System.out.println("a callback of a joining thread holds up the joined one");
                Runtime.getRuntime().halt(HELD);
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}

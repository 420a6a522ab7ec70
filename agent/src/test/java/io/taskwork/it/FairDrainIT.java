// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Promise 10: a long drain lets other virtual threads run. */
class FairDrainIT {
    private static final int WORKS = 2_000_000;

    /**
     * The witness naps, as real threads block; one that yields proves nothing. Between two threads
     * that yield the carrier goes to and fro, and one whose time is up can wait for ever.
     */
    private static final long NAP_NANOS = 100_000;

    private static Jvm.Result run(String carriers, String... arguments) throws Exception {
        return new Jvm().agent(Jvm.agentJar()).defaultClassPath().option("-Xmx1g")
                .option("-Djdk.virtualThreadScheduler.parallelism=" + carriers)
                .option("-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers)
                .run(100, arguments);
    }

    @Test
    void withOneCarrierAnotherThreadGetsItsTurnsMeanwhile() throws Exception {
        Jvm.Result result = run("1", Drainer.class.getName());
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("ran " + WORKS), result.output());
    }

    /** What one slow callback takes is its own; between two the carrier is given up. */
    @Test
    void withOneCarrierSlowCallbacksToo() throws Exception {
        Jvm.Result result = run("1", Slow.class.getName());
        assertEquals(0, result.exitCode(), result.output());
    }

    /** All were there before the first drain began, so no adder sets the mark again. */
    @Test
    void whatTheBudgetLeavesRunsAtTheNextRunPointsByItself() {
        AtomicInteger ran = new AtomicInteger();
        int works = 5;
        Await.Probe probe = Await.unstarted(() -> {
            while (ran.get() < works) {
                LockSupport.park();
            }
            return null;
        });
        for (int i = 0; i < works; i++) {
            TaskWorks.add(probe.thread, () -> {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                ran.incrementAndGet();
            }, Notify.RESUME);
        }
        probe.thread.start();
        probe.result();
    }

    @Test
    void twoMillionAtExitHere() {
        AtomicInteger ran = new AtomicInteger();
        Await.Probe probe = Await.unstarted(() -> null);
        for (int i = 0; i < WORKS; i++) {
            TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.NONE);
        }
        probe.thread.start();
        probe.result();
        assertEquals(WORKS, ran.get());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            System.out.println(otherwise);
            System.exit(1);
        }
    }

    /** The only carrier is the drainer's: what the witness gets, the drain has given up. */
    static final class Drainer {
        public static void main(String[] args) {
            int[] ran = {0};
            AtomicInteger turns = new AtomicInteger();
            int[] turnsDuring = {0};
            long[] worst = {0};
            AtomicBoolean stop = new AtomicBoolean();
            Thread target = Thread.ofVirtual().unstarted(() -> {});
            TaskWorks.add(target, () -> turnsDuring[0] = -turns.get(), Notify.NONE);
            for (int i = 0; i < WORKS; i++) {
                TaskWorks.add(target, () -> ran[0]++, Notify.NONE);
            }
            TaskWorks.add(target, () -> {
                turnsDuring[0] += turns.get();
                stop.set(true);
            }, Notify.NONE);
            Thread witness = Thread.startVirtualThread(() -> {
                while (!stop.get()) {
                    long before = System.nanoTime();
                    LockSupport.parkNanos(NAP_NANOS);
                    worst[0] = Math.max(worst[0], System.nanoTime() - before);
                    turns.incrementAndGet();
                }
            });
            target.start();
            Await.ended(target);
            Await.ended(witness);
            long millis = TimeUnit.NANOSECONDS.toMillis(worst[0]);
            System.out.println("ran " + ran[0] + ", turns " + turnsDuring[0] + ", worst " + millis
                    + " ms");
            require(ran[0] == WORKS, "not all ran");
            require(turnsDuring[0] >= 10, "the drain kept its carrier");
            require(millis < 1_000, "the witness waited too long"); // generous: a busy machine
        }
    }

    /** 100 callbacks of 10 ms each. */
    static final class Slow {
        public static void main(String[] args) {
            AtomicInteger turns = new AtomicInteger();
            int[] turnsDuring = {0};
            AtomicBoolean stop = new AtomicBoolean();
            Thread target = Thread.ofVirtual().unstarted(() -> {});
            TaskWorks.add(target, () -> turnsDuring[0] = -turns.get(), Notify.NONE);
            for (int i = 0; i < 100; i++) {
                TaskWorks.add(target, () -> {
                    long end = System.nanoTime() + 10_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }, Notify.NONE);
            }
            TaskWorks.add(target, () -> {
                turnsDuring[0] += turns.get();
                stop.set(true);
            }, Notify.NONE);
            Thread witness = Thread.startVirtualThread(() -> {
                while (!stop.get()) {
                    LockSupport.parkNanos(NAP_NANOS);
                    turns.incrementAndGet();
                }
            });
            target.start();
            Await.ended(target);
            Await.ended(witness);
            require(turnsDuring[0] >= 50, "turns between 100 slow callbacks: " + turnsDuring[0]);
        }
    }
}

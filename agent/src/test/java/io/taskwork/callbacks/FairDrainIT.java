// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.Subject;
import io.taskwork.support.Tries;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Promise 10: a long drain lets other virtual threads run. */
class FairDrainIT {
    private static final int WORKS = 2_000_000;
    private static final int ATTEMPTS = 20;

    /**
     * The witness naps, as real threads block, since one that yields proves nothing: between two
     * threads that yield the carrier goes to and fro, and one whose time is up can wait forever.
     */
    private static final long NAP_NANOS = 100_000;

    private static Jvm.Result run(String carriers, String... arguments) throws Exception {
        return new Jvm().agent(Jvm.agentJar()).defaultClassPath().option("-Xmx1g")
                .option("-Djdk.virtualThreadScheduler.parallelism=" + carriers)
                .option("-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers)
                .run(300, arguments);
    }

    @Test
    void withOneCarrierAnotherThreadGetsItsTurnsMeanwhile() throws Exception {
        Jvm.Result result = run("1", Drainer.class.getName());
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("ran " + WORKS), result.output());
        Tries.took("two million works", (int) result.output().lines().count(), ATTEMPTS);
    }

    /**
     * A slow callback keeps the carrier as long as it takes; between two callbacks the carrier is
     * given up.
     */
    @Test
    void withOneCarrierSlowCallbacksToo() throws Exception {
        Jvm.Result result = run("1", Slow.class.getName());
        assertEquals(0, result.exitCode(), result.output());
        Tries.took("slow callbacks", (int) result.output().lines().count(), ATTEMPTS);
    }

    /** All works were there before the first drain began, so that no adder sets the mark again. */
    @Test
    void whatTheBudgetLeavesRunsAtTheNextRunPointsByItself() {
        AtomicInteger ran = new AtomicInteger();
        int works = 5;
        Subject probe = Subject.unstarted(() -> {
            while (ran.get() < works) {
                LockSupport.park();
            }
            return null;
        });
        for (int i = 0; i < works; i++) {
            TaskWorks.add(probe.thread, () -> {
                spin(5);
                ran.incrementAndGet();
            }, Notify.RESUME);
        }
        probe.thread.start();
        probe.result();
    }

    /** Short works before do not make a drain trust the next ones for long. */
    @Test
    void theBudgetHoldsForLongWorksAfterShortOnes() {
        Subject probe = Subject.unstarted(() -> {
            int most = 0;
            for (int i = 0; i < 20; i++) { // the drain may be about to look at the clock
                most = Math.max(most, longWorksInADrainAfterShortOnes(1_000 + i));
            }
            return most;
        });
        probe.thread.start();
        int most = (int) probe.result();
        assertTrue(most <= 18, most + " works of 1 ms ran in a drain of 1 ms");
    }

    /** That they are put in order in many steps, in which none runs, does not make them short. */
    @Test
    void theBudgetHoldsForALongListOfLongWorks() {
        Subject probe = Subject.unstarted(() -> {
            int[] ran = {0};
            for (int i = 0; i < 8_000; i++) {
                TaskWorks.add(Thread.currentThread(), () -> {
                    spin(1);
                    ran[0]++;
                }, Notify.RESUME);
            }
            Thread.yield();
            TaskWorks.cancelAllMatching(Thread.currentThread(), callback -> true);
            return ran[0];
        });
        probe.thread.start();
        int ran = (int) probe.result();
        assertTrue(ran <= 18, ran + " works of 1 ms ran in a drain of 1 ms");
    }

    private static int longWorksInADrainAfterShortOnes(int shortDrains) {
        for (int i = 0; i < shortDrains; i++) {
            TaskWorks.add(Thread.currentThread(), () -> {}, Notify.RESUME);
            TaskWorks.add(Thread.currentThread(), () -> {}, Notify.RESUME);
            Thread.yield();
        }
        int[] ran = {0};
        int works = 60;
        for (int i = 0; i < works; i++) {
            TaskWorks.add(Thread.currentThread(), () -> {
                spin(1);
                ran[0]++;
            }, Notify.RESUME);
        }
        Thread.yield();
        int inFirstDrain = ran[0];
        while (ran[0] < works) {
            Thread.yield();
        }
        return inFirstDrain;
    }

    @Test
    void twoMillionAtExitHere() {
        AtomicInteger ran = new AtomicInteger();
        Subject probe = Subject.unstarted(() -> null);
        for (int i = 0; i < WORKS; i++) {
            TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.NONE);
        }
        probe.thread.start();
        probe.result();
        assertEquals(WORKS, ran.get());
    }

    /**
     * Counts the turns that it gets on the only carrier, which are those that the drain has given
     * up.
     */
    private static final class Witness {
        private final AtomicInteger turns = new AtomicInteger();
        private volatile boolean over;
        private long worstNanos;

        private final Thread thread = Thread.startVirtualThread(() -> {
            while (!over) {
                long before = System.nanoTime();
                LockSupport.parkNanos(NAP_NANOS);
                worstNanos = Math.max(worstNanos, System.nanoTime() - before);
                turns.incrementAndGet();
            }
        });

        /**
         * Lets the works run at the exit of a thread; returns how many turns the witness got
         * meanwhile.
         */
        int turnsDuring(int works, Runnable work) {
            int[] during = {0};
            Thread target = Thread.ofVirtual().unstarted(() -> {});
            TaskWorks.add(target, () -> during[0] = -turns.get(), Notify.NONE);
            for (int i = 0; i < works; i++) {
                TaskWorks.add(target, work, Notify.NONE);
            }
            TaskWorks.add(target, () -> {
                during[0] += turns.get();
                over = true;
            }, Notify.NONE);
            target.start();
            Await.ended(target);
            Await.ended(thread);
            return during[0];
        }

        long worstMillis() {
            return TimeUnit.NANOSECONDS.toMillis(worstNanos);
        }
    }

    /**
     * Tries until the witness has got its turns once, since a busy machine may keep it from them as
     * well.
     */
    private static void anAttemptSucceeds(BooleanSupplier attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (attempt.getAsBoolean()) {
                return;
            }
        }
        System.out.println("the drain kept its carrier");
        System.exit(1);
    }

    static final class Drainer {
        public static void main(String[] args) {
            anAttemptSucceeds(() -> {
                int[] ran = {0};
                Witness witness = new Witness();
                int turns = witness.turnsDuring(WORKS, () -> ran[0]++);
                System.out.println("ran " + ran[0] + ", turns " + turns + ", worst "
                        + witness.worstMillis() + " ms");
                Await.require(ran[0] == WORKS, "not all ran");
                return turns >= 10 && witness.worstMillis() < 1_000;
            });
        }
    }

    /** A program with 100 callbacks of 10 ms each. */
    static final class Slow {
        public static void main(String[] args) {
            anAttemptSucceeds(() -> {
                int turns = new Witness().turnsDuring(100, () -> spin(10));
                System.out.println("turns between 100 slow callbacks: " + turns);
                return turns >= 50;
            });
        }
    }

    private static void spin(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}

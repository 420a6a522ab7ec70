// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interrupts that race with SIGNALs: none is lost, none is invented, and what callbacks do to the
 * interrupt status does not affect the thread's own code.
 */
class InterruptRaceIT {
    private static final int ROUNDS = 400;

    /** What the callbacks of a round do. */
    enum Callback {
        NOTHING,
        SLEEP,
        CLEAR,
        INTERRUPT_ITSELF
    }

    /** The end of a round: whether it came by exception, and with which status. */
    private record End(boolean exception, boolean status, Throwable failure) {}

    static List<InterruptCalls.Named> calls() {
        return InterruptCalls.all();
    }

    /** Each round has only the interrupt, only the release, or both at once. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void noneIsLostAndNoneIsInvented(InterruptCalls.Named named) throws Exception {
        long seed = Long.getLong("interrupt.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            boolean interrupts = i % 3 != 0;
            boolean releases = i % 3 != 1 && !(interrupts && named.name().equals("sleep"));
            // The other test has the status that is set from both sides at once.
            int kinds = Callback.values().length - (interrupts ? 1 : 0);
            Callback callback = Callback.values()[random.nextInt(kinds)];
            String round = named + ", seed " + seed + ", round " + i + ", " + callback;
            End end = round(named.maker().make(), interrupts, releases, callback, random.split());
            assertEquals(null, end.failure, round);
            if (!interrupts) {
                assertTrue(!end.exception && !end.status, () -> "invented: " + end + round);
            } else if (!releases && !named.name().equals("sleep")) {
                assertTrue(end.exception && !end.status, () -> "lost: " + end + round);
            } else {
                assertTrue(end.exception != end.status, () -> "lost or twice: " + end + round);
            }
        }
    }

    /**
     * The callback's own interrupt is forgotten; the one from outside, which came later, is not.
     */
    @Test
    void anInterruptIsNotTakenForTheCallbacksOwn() throws Exception {
        CountDownLatch nothing = new CountDownLatch(1);
        AtomicInteger step = new AtomicInteger();
        Caller caller = new Caller(new Scene(0).run(nothing::await), Await.LIMIT).start();
        Caller.Callback callback = caller.add(Notify.SIGNAL, () -> {
            Thread.currentThread().interrupt();
            step.set(1);
            while (step.get() == 1) {
                Thread.onSpinWait();
            }
        });
        assertTrue(callback.startedWithin(Await.LIMIT.toMillis()));
        while (step.get() == 0) {
            Thread.onSpinWait();
        }
        caller.thread.interrupt();
        step.set(2);
        caller.awaitFinish(callback);
        try {
            assertEquals("InterruptedException", caller.awaitEnd());
        } finally {
            nothing.countDown();
        }
    }

    private static End round(InterruptCalls.Call call, boolean interrupts, boolean releases,
            Callback callback, SplittableRandom random) throws Exception {
        End[] end = new End[1];
        CountDownLatch all = new CountDownLatch(1);
        AtomicInteger works = new AtomicInteger();
        Thread target = Thread.ofVirtual().start(() -> end[0] = run(call, all));
        Thread signaller = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 3; i++) {
                spin(random.nextInt(2_000));
                if (TaskWorks.add(target, () -> act(callback, works), Notify.SIGNAL)) {
                    works.incrementAndGet();
                }
            }
        });
        spin(random.nextInt(20_000));
        if (interrupts) {
            target.interrupt();
        }
        if (releases) {
            call.release().run();
        }
        assertTrue(signaller.join(Await.LIMIT));
        all.countDown(); // after this nobody interrupts, so what is seen is final
        if (!target.join(Await.LIMIT)) {
            return new End(false, false, new AssertionError("hangs: " + target.getState() + " "
                    + List.of(target.getStackTrace())));
        }
        return works.get() == 0 ? end[0] : new End(false, false,
                new AssertionError(works + " works did not run"));
    }

    private static End run(InterruptCalls.Call call, CountDownLatch all) {
        boolean exception = false;
        Throwable failure = null;
        try {
            call.block().run();
        } catch (InterruptedException e) {
            exception = true;
        } catch (Throwable e) {
            failure = e;
        }
        // The interrupt may come only now; waiting for it by a blocking call would consume it.
        while (all.getCount() != 0) {
            Thread.yield();
        }
        return new End(exception, Thread.interrupted(), failure);
    }

    private static void act(Callback callback, AtomicInteger works) {
        switch (callback) {
            case NOTHING -> Thread.onSpinWait();
            case SLEEP -> {
                try {
                    Thread.sleep(0, 50_000);
                } catch (InterruptedException e) {
                    // The interrupt is the thread's own, and comes back after the callback.
                }
            }
            case CLEAR -> Thread.interrupted();
            case INTERRUPT_ITSELF -> Thread.currentThread().interrupt();
        }
        works.decrementAndGet();
    }

    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Masks and SIGNALs race: no wake, permit or work is lost, and none is added. */
class MaskUnderFireIT {
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicBoolean free = new AtomicBoolean();

    /**
     * The close of the mask is the look on which SIGNALs rely, and therefore none needs to wake the
     * thread.
     */
    @ParameterizedTest
    @EnumSource
    void signalsDoNotWakeIt(Kind kind) {
        AtomicInteger returns = new AtomicInteger();
        Subject subject = Subject.start(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                while (!free.get()) {
                    LockSupport.park(this);
                    returns.incrementAndGet();
                }
            }
            return ran.get();
        });
        Await.until("the thread is not masked",
                () -> TaskWorks.reach(subject.thread) == Reach.MASKED);
        for (int i = 0; i < 1000; i++) {
            subject.awaitBlocked();
            TaskWorks.add(subject.thread, ran::incrementAndGet, Notify.SIGNAL);
            if (i % 100 == 0) {
                Await.quiet();
            }
        }
        assertTrue(returns.get() == 0, returns + " returns");
        free.set(true);
        LockSupport.unpark(subject.thread);
        assertEquals(1000, subject.result());
    }

    /**
     * The thread's own permits stay its own: a SIGNAL inside neither consumes nor leaves one for
     * long.
     */
    @Test
    void aPermitGivenInsideIsThere() {
        Subject subject = Subject.start(Kind.VIRTUAL, () -> {
            try (Mask mask = TaskWorks.mask()) {
                for (int i = 0; i < 1000; i++) {
                    TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.SIGNAL);
                    LockSupport.unpark(Thread.currentThread());
                    LockSupport.park(); // hangs if the permit was consumed
                }
            }
            return ran.get();
        });
        assertEquals(1000, subject.result());
    }

    /** Masks open and close under fire: nothing is lost, and nothing runs inside. */
    @ParameterizedTest
    @EnumSource
    void underFire(Kind kind) {
        int rounds = 2_000;
        boolean[] masked = {false};
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Subject subject = Subject.start(kind, () -> {
            while (!stop.get()) {
                try (Mask mask = TaskWorks.mask()) {
                    masked[0] = true;
                    LockSupport.parkNanos(20_000);
                    Thread.yield();
                    masked[0] = false;
                }
                LockSupport.park(); // a SIGNAL that is lost on the way out would hang here
            }
            return "stopped";
        });
        for (int i = 0; i < rounds; i++) {
            TaskWorks.add(subject.thread, () -> {
                if (masked[0]) {
                    inside.incrementAndGet();
                }
                ran.incrementAndGet();
            }, Notify.SIGNAL);
            for (int spins = i % 40 * 25; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            if (i % 3 != 0) {
                CountDownLatch got = new CountDownLatch(1);
                TaskWorks.add(subject.thread, got::countDown, Notify.SIGNAL);
                Await.passed("lost in round " + i + ", " + TaskWorks.reach(subject.thread), got);
            }
        }
        stop.set(true);
        TaskWorks.add(subject.thread, () -> {}, Notify.SIGNAL);
        LockSupport.unpark(subject.thread);
        assertEquals("stopped", subject.result());
        assertEquals(rounds, ran.get());
        assertEquals(0, inside.get());
    }
}

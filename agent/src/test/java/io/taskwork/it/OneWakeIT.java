// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Promise 11: one wake per sleep, seen by how often park returns: each unpark leaves a permit. */
class OneWakeIT {
    private final AtomicInteger returns = new AtomicInteger();
    private final AtomicInteger ran = new AtomicInteger();
    private volatile boolean stop;

    private final Await.Probe target = Await.start(() -> {
        while (!stop) {
            LockSupport.park(this);
            returns.incrementAndGet();
        }
        return null;
    });

    private void end() {
        stop = true;
        LockSupport.unpark(target.thread);
        target.result();
    }

    private void parked() {
        Await.until("is not parked", () -> LockSupport.getBlocker(target.thread) == this
                && Await.isBlocked(target.thread));
    }

    @Test
    void signalsWhileTheTargetDrainsOnlyQueue() {
        parked();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        TaskWorks.add(target.thread, () -> {
            entered.countDown();
            Await.passed("leave", leave);
        }, Notify.SIGNAL);
        Await.passed("the SIGNAL did not run", entered);
        for (int i = 0; i < 100; i++) {
            TaskWorks.add(target.thread, ran::incrementAndGet, Notify.SIGNAL);
        }
        leave.countDown();
        Await.until("works are left", () -> ran.get() == 100);
        parked();
        Await.quiet();
        parked();
        assertEquals(1, returns.get(), "a SIGNAL to a draining thread left a permit");
        end();
    }

    @Test
    void signalsOfACallbackToItsOwnThreadOnlyQueue() {
        parked();
        TaskWorks.add(target.thread, () -> {
            for (int i = 0; i < 100; i++) {
                TaskWorks.add(target.thread, ran::incrementAndGet, Notify.SIGNAL);
            }
        }, Notify.SIGNAL);
        Await.until("works are left", () -> ran.get() == 100);
        parked();
        Await.quiet();
        parked();
        assertEquals(1, returns.get(), "a SIGNAL to oneself left a permit");
        end();
    }

    /** No two sleeps for one wake either: after each drain the next SIGNAL wakes again. */
    @Test
    void eachSleepGetsItsWake() {
        for (int i = 1; i <= 200; i++) {
            int round = i;
            parked();
            TaskWorks.add(target.thread, ran::incrementAndGet, Notify.SIGNAL);
            Await.until("SIGNAL " + i + " did not wake", () -> ran.get() == round);
        }
        parked();
        assertEquals(200, returns.get());
        end();
    }

    @Test
    void resumeAndNoneWakeNever() {
        parked();
        for (int i = 0; i < 100; i++) {
            Notify mode = i % 2 == 0 ? Notify.NONE : Notify.RESUME;
            TaskWorks.add(target.thread, ran::incrementAndGet, mode);
        }
        Await.quiet();
        assertEquals(0, returns.get());
        assertEquals(0, ran.get());
        end();
        assertEquals(100, ran.get());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import io.taskwork.support.Tries;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise 11: there is one wake per sleep. It shows in how often park returns, since each unpark
 * leaves a permit.
 */
@Tag("image")
@Tag("jdk")
@Tag("points")
class OneWakeIT {
    private final AtomicInteger returns = new AtomicInteger();
    private final AtomicInteger ran = new AtomicInteger();
    private volatile boolean stop;
    private volatile long begun;
    private volatile long ended;

    private final Subject target = Subject.start(() -> {
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
        Await.until("the thread is not parked", () -> LockSupport.getBlocker(target.thread) == this
                && Await.isBlocked(target.thread));
    }

    @Test
    void signalsWhileTheTargetDrainsOnlyQueue() {
        within(() -> {
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            TaskWorks.add(target.thread, () -> {
                entered.countDown();
                Await.passed("leave", leave);
                begun = System.nanoTime();
            }, Notify.SIGNAL);
            Await.passed("the SIGNAL did not run", entered);
            addHundred();
            leave.countDown();
        });
    }

    @Test
    void signalsOfACallbackToItsOwnThreadOnlyQueue() {
        within(() -> TaskWorks.add(target.thread, () -> {
            begun = System.nanoTime();
            addHundred();
        }, Notify.SIGNAL));
    }

    private void addHundred() {
        for (int i = 0; i < 100; i++) {
            TaskWorks.add(target.thread, () -> {
                ended = System.nanoTime();
                ran.incrementAndGet();
            }, Notify.SIGNAL);
        }
    }

    /**
     * A drain that outlasts its budget leaves works for a second return of park, as it may.
     * Therefore a round counts only if its works were done well within the budget.
     */
    private void within(Runnable round) {
        boolean counted = false;
        int tries = 0;
        for (; !counted && tries < 50; tries++) {
            parked();
            returns.set(0);
            ran.set(0);
            round.run();
            Await.until("works are left", () -> ran.get() == 100);
            parked();
            Await.quiet();
            parked();
            counted = ended - begun < 500_000L;
            if (counted) {
                assertEquals(1, returns.get(), "a SIGNAL to a draining thread left a permit");
            }
        }
        end();
        assertTrue(counted, "this machine never ran 100 works in half a millisecond");
        Tries.took("100 works in half a millisecond", tries, 50);
    }

    /**
     * There are no two sleeps for one wake either: after each drain the next SIGNAL wakes again.
     */
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

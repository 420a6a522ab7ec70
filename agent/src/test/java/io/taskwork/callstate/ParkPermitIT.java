// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise 4, no lost wake-up: a callback that parks consumes the permit that was meant for its
 * thread's own code, which must not hang for that reason. Instead park may return early.
 */
@Tag("image")
@Tag("jdk")
@Tag("points")
class ParkPermitIT {
    private int ran;

    /**
     * A park after the callback's own would hang, and therefore the run point before a park
     * replaces it.
     */
    @Test
    void parkBeforeAParkThatIsUnparkedOnce() {
        Subject probe = Subject.start(() -> {
            TaskWorks.add(Thread.currentThread(), () -> LockSupport.parkNanos(this, 1_000_000),
                    Notify.RESUME);
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            return "returned";
        });
        probe.endsWith("returned");
    }

    private interface RunPoint {
        Object reach() throws Exception;
    }

    /** At run points that are no parks, the permit must outlive the callback's park as well. */
    private void permitOutlives(RunPoint runPoint) {
        Subject.start(() -> {
            TaskWorks.add(Thread.currentThread(), () -> {
                LockSupport.parkNanos(this, 1_000_000); // may consume it
                ran++;
            }, Notify.RESUME);
            LockSupport.unpark(Thread.currentThread());
            runPoint.reach();
            long start = System.nanoTime();
            LockSupport.parkNanos(Await.LIMIT.toNanos() / 2);
            boolean atOnce = System.nanoTime() - start < Await.LIMIT.toNanos() / 4;
            return ran + (atOnce ? " and the permit is there" : " and the permit is lost");
        }).endsWith("1 and the permit is there");
    }

    @Test
    void parkInAYieldWithAPermitPending() {
        permitOutlives(() -> {
            Thread.yield();
            return null;
        });
    }

    @Test
    void parkInRunWithAPermitPending() {
        permitOutlives(TaskWorks::run);
    }

    /** A long last drain slows an adder down, which must not take the adder's own permit. */
    @Test
    void ofAnAdderThatIsSlowedDown() {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch flooded = new CountDownLatch(1);
        long start = System.nanoTime();
        Thread target = Thread.ofVirtual().unstarted(() -> {});
        TaskWorks.add(target, new Runnable() {
            @Override
            public void run() {
                if (System.nanoTime() - start > 1_000_000_000L) {
                    flooded.countDown();
                }
                if (!stop.get()) {
                    TaskWorks.add(target, this, Notify.NONE);
                }
            }
        }, Notify.NONE);
        target.start();
        Await.passed("flooded", flooded);
        Thread adder = Thread.ofPlatform().daemon().start(() -> {
            LockSupport.unpark(Thread.currentThread());
            TaskWorks.add(target, () -> ran++, Notify.NONE);
            LockSupport.park();
        });
        try {
            Await.ended(adder);
        } finally {
            stop.set(true);
        }
        Await.ended(target);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Promise 4, no lost wake-up: a callback that parks eats the permit that was meant for its thread's
 * own code, which must not hang for it. Returning early from park is allowed instead.
 */
class ParkPermitIT {
    private int ran;

    /** A park after the callback's own would hang; so the run point before a park replaces it. */
    @Test
    void parkBeforeAParkThatIsUnparkedOnce() {
        Await.Probe probe = Await.start(() -> {
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

    /** As before, at run points that are no parks: the permit must outlive the callback's park. */
    private void permitOutlives(RunPoint runPoint) {
        Await.start(() -> {
            TaskWorks.add(Thread.currentThread(), () -> {
                LockSupport.parkNanos(this, 1_000_000); // may eat it
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
}

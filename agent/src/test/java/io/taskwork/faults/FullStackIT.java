// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A run point, an add or a cancel on a stack that is nearly full may overflow it, but the queue
 * still works afterwards and no work gets lost (promise 1).
 */
class FullStackIT {
    private static final int ROUNDS = 300;

    private int ran;
    private final AtomicInteger reported = new AtomicInteger();

    private static void atTheEndOfTheStack(Runnable action) {
        try {
            atTheEndOfTheStack(action);
        } catch (StackOverflowError e) {
            action.run(); // if it overflows, it is tried again one frame up
        }
    }

    private void run(Subject probe) {
        Await.quiet(); // classes that fail to initialize for want of stack stay so
        probe.thread.setUncaughtExceptionHandler((thread, e) -> reported.incrementAndGet());
        probe.thread.start();
        probe.result();
    }

    @Test
    void run() {
        run(Subject.unstarted(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                TaskWorks.add(Thread.currentThread(), () -> ran++, Notify.NONE);
                atTheEndOfTheStack(TaskWorks::run);
            }
            return null;
        }));
        assertEquals(ROUNDS, ran + reported.get(), "run, or started and reported");
    }

    @Test
    void addsAndCancelMatching() {
        int[] accepted = {0};
        run(Subject.unstarted(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                atTheEndOfTheStack(() -> {
                    if (TaskWorks.add(Thread.currentThread(), () -> ran++, Notify.NONE)) {
                        accepted[0]++;
                    }
                });
                if (i % 2 == 0) {
                    atTheEndOfTheStack(() -> {
                        if (TaskWorks.cancelMatching(Thread.currentThread(), c -> true) != null) {
                            accepted[0]--;
                        }
                    });
                }
            }
            return null;
        }));
        assertTrue(ran + reported.get() >= accepted[0], ran + " of " + accepted[0]);
    }
}

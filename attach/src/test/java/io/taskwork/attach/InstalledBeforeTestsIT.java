// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A user's test, which has only the jar on the class path. */
class InstalledBeforeTestsIT {
    @Test
    void isActive() {
        assertEquals(Status.State.ACTIVE, TaskWorks.status().state(),
                () -> TaskWorks.status().toString());
    }

    @Test
    void aSignalWakesAParkedThread() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();
        Thread parked = Thread.ofVirtual().start(() -> {
            started.countDown();
            while (!ranOn.isDone()) {
                LockSupport.park();
            }
        });
        started.await();
        assertTrue(TaskWorks.add(parked, () -> ranOn.complete(Thread.currentThread()),
                Notify.SIGNAL));
        assertEquals(parked, ranOn.get(60, TimeUnit.SECONDS));
        parked.join();
    }
}

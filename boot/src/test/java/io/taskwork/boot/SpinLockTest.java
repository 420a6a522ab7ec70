// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SpinLockTest {
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(1);

    /**
     * A pause of a nanosecond has always taken its time, and so has that of a thread that was
     * stopped.
     */
    @Test
    void aPermitOutlivesAPauseThatTookItsTime() {
        permitOutlives(1L);
    }

    @Test
    void aPermitOutlivesAPauseThatDidNot() {
        permitOutlives(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private static void permitOutlives(long pauseNanos) {
        LockSupport.unpark(Thread.currentThread());
        SpinLock.pause(pauseNanos);
        long start = System.nanoTime();
        LockSupport.parkNanos(LIMIT_NANOS);
        assertTrue(System.nanoTime() - start < LIMIT_NANOS, "the permit is gone");
    }
}

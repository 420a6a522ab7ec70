// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * A lock that is held for some microseconds at most, and never across foreign code. A superclass,
 * so that it costs its owner no object.
 */
class SpinLock {
    private static final int SPINS = 200;

    private static final long PAUSE_NANOS = 1_000L;

    private volatile int lock;

    final void lock() {
        if (!U.compareAndSetInt(this, LOCK, 0, 1)) {
            lockContended();
        }
    }

    private void lockContended() {
        boolean paused = false;
        for (int spins = 0; !U.compareAndSetInt(this, LOCK, 0, 1); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                // The holder's processor was taken away. Not Thread.yield: that is a run point.
                U.park(false, PAUSE_NANOS);
                paused = true;
            }
        }
        if (paused) {
            givePermitBack();
        }
    }

    final void unlock() {
        U.putIntRelease(this, LOCK, 0);
    }

    /**
     * Blocks the current thread, or its carrier, for so long. A permit that was there ends that at
     * once, so it takes a second time; and the permit goes back.
     */
    static void pause(long nanos) {
        long start = System.nanoTime();
        U.park(false, nanos);
        if (System.nanoTime() - start < nanos) {
            U.park(false, nanos);
            givePermitBack();
        }
    }

    /** A platform thread's pause may have eaten the permit that was there for its own next park. */
    private static void givePermitBack() {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            U.unpark(self);
        }
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long LOCK = U.objectFieldOffset(SpinLock.class, "lock");
}

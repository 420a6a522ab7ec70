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

    private static final int RELAX_LOOKS = 64;

    private static volatile int spinning;

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
                relax();
            } else {
                // The holder's processor was taken away. Not Thread.yield: that is a run point.
                park(PAUSE_NANOS);
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
        park(nanos);
        if (System.nanoTime() - start < nanos) {
            park(nanos);
            givePermitBack();
        }
    }

    /** An agent that finds blocking calls may throw from it: then there is no pause. */
    private static void park(long nanos) {
        try {
            U.park(false, nanos);
        } catch (Throwable e) {
            relax();
        }
    }

    /**
     * Some hundred nanoseconds of a spinning thread. Not {@code Thread.onSpinWait}, nor a call of
     * anything else that other agents weave: it would throw where nothing may.
     */
    static void relax() {
        for (int i = 0; i < RELAX_LOOKS; i++) {
            if (spinning != 0) {
                return; // never; a volatile look, so that the loop stays
            }
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

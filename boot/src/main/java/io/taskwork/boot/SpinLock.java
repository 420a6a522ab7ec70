// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * A lock that is held for a few microseconds at most, and never while foreign code runs. It is a
 * superclass so that it costs its owner no object.
 */
class SpinLock {
    private static final int SPINS = 200;

    private static final long PAUSE_NANOS = 1_000L;

    private static final int RELAX_LOOKS = 64;

    private static volatile int spinning;

    @SuppressWarnings("UnusedVariable") // accessed by its offset
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
                // The holder has lost its processor. Thread.yield is not used, since it is a run
                // point.
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
     * Blocks the current thread, or its carrier, for the given time. If a permit was there, the
     * first park returns at once, and it parks a second time.
     */
    static void pause(long nanos) {
        long start = System.nanoTime();
        park(nanos);
        if (System.nanoTime() - start < nanos) {
            park(nanos);
        }
        // Even if the time has passed there may have been a permit: a thread that loses its
        // processor on its way out of a park that returned at once takes as long.
        givePermitBack();
    }

    /**
     * Parks. An agent that finds blocking calls may throw from it; in that case there is no pause.
     */
    private static void park(long nanos) {
        try {
            U.park(false, nanos);
        } catch (Throwable e) {
            relax();
        }
    }

    /**
     * Spins for some hundred nanoseconds. It calls neither {@code Thread.onSpinWait} nor anything
     * else that other agents weave, which might throw where nothing may be thrown.
     */
    static void relax() {
        for (int i = 0; i < RELAX_LOOKS; i++) {
            if (spinning != 0) {
                return; // never happens; the volatile read keeps the loop from being removed
            }
        }
    }

    /**
     * Gives a permit back: a platform thread's pause may have consumed the one for its own next
     * park. If it has not, that park returns early, as any park may.
     */
    private static void givePermitBack() {
        Thread self = Thread.currentThread();
        if (!self.isVirtual()) {
            U.unpark(self);
        }
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long LOCK = U.objectFieldOffset(SpinLock.class, "lock");
}

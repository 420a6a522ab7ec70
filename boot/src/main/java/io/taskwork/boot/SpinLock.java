// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * A lock that is held for a few microseconds at most, and never while foreign code runs. It is a
 * superclass so that it costs its owner no object.
 *
 * <p>While it is free it may contain a count, which one thread increases, by one compare-and-set
 * each time, until somebody takes the lock. Whoever takes it knows how far the count came.
 */
class SpinLock {
    private static final int HELD = -1;
    private static final int FREE = 0;

    private static final int SPINS = 200;

    private static final long PAUSE_NANOS = 1_000L;

    private static final int RELAX_LOOKS = 64;

    private static volatile int spinning;

    @SuppressWarnings("UnusedVariable") // accessed by its offset
    private volatile int lock;

    final void lock() {
        if (!U.compareAndSetInt(this, LOCK, FREE, HELD)) {
            lockContended();
        }
    }

    private boolean tryLock() {
        int count = lock;
        if (count == HELD || !U.compareAndSetInt(this, LOCK, count, HELD)) {
            return false;
        }
        if (count != FREE) {
            countEnded(count);
        }
        return true;
    }

    /** Called by whoever takes the lock while it contains a count, before anything else. */
    void countEnded(int count) {}

    private void lockContended() {
        boolean paused = false;
        for (int spins = 0; !tryLock(); spins++) {
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
        U.putIntRelease(this, LOCK, FREE);
    }

    /** Frees the lock, and leaves a count in it, of one. */
    final void unlockCounting() {
        U.putIntRelease(this, LOCK, 1);
    }

    /**
     * Increases the count, which the caller knows, by one; returns false if somebody has taken the
     * lock since it was left there. Only one thread at a time may call this.
     */
    final boolean count(int known) {
        return U.compareAndSetInt(this, LOCK, known, known + 1);
    }

    /** Takes the lock if it contains that count; then {@link #countEnded} is not called. */
    final boolean lockCounted(int known) {
        return U.compareAndSetInt(this, LOCK, known, HELD);
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

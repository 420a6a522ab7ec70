// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * The wakes that are still to be completed: those of threads that seemed to be entering {@code
 * Object.wait} when a SIGNAL was added. A thread is looked at until it has been woken or no longer
 * needs to be: a debugger may hold it on its way, or it may wait pinned, for any length of time.
 * After each look that does not succeed, the time until the next one doubles, up to an eighth of a
 * second.
 */
final class LateWakes {
    /*
     * There is at most one for each target, and it has no node of its own, since an adder that has
     * pushed its work must not need memory. The target's mark is set by whoever enters the target,
     * and cleared before the last look, so that a SIGNAL that comes later enters it again.
     *
     * The keeper looks at fixed times, at each level in every 2^level-th tick, so that threads that
     * have waited long are looked at together, and one tick costs little however many there are.
     */

    private static final int LEVELS = 8;

    private static volatile Target incoming;

    /** The targets at each level. Only the keeper accesses them. */
    private static final Target[] LISTS = new Target[LEVELS];

    private LateWakes() {}

    /** Enters a target; returns false if it was there already. Any thread may call this. */
    static boolean enter(Thread thread, Target target) {
        if (!target.claimLateWake()) {
            return false;
        }
        target.lateThread = thread;
        Target head;
        do {
            target.nextLateWake = head = incoming;
        } while (!U.compareAndSetReference(BASE, INCOMING, head, target));
        return true;
    }

    static boolean hasIncoming() {
        return incoming != null;
    }

    /** Returns how many ticks to sleep, from this one on; 0 if there is nothing to wait for. */
    static long ticksUntilNext(long tick) {
        if (incoming != null) {
            return 1L;
        }
        for (int level = 0; level < LEVELS; level++) {
            if (LISTS[level] != null) {
                long period = 1L << level;
                return period - (tick & (period - 1));
            }
        }
        return 0L;
    }

    /** Looks at the targets whose time has come since the tick before. */
    static void look(long before, long tick) {
        for (int level = LEVELS - 1; level >= 0; level--) {
            if (tick >> level != before >> level) {
                Target list = LISTS[level];
                LISTS[level] = null;
                lookAt(list, Math.min(level + 1, LEVELS - 1));
            }
        }
        lookAt((Target) U.getAndSetReference(BASE, INCOMING, null), 0);
    }

    private static void lookAt(Target list, int nextLevel) {
        for (Target target = list; target != null; ) {
            Target next = target.nextLateWake;
            target.nextLateWake = null;
            if (!isDone(target)) {
                target.nextLateWake = LISTS[nextLevel];
                LISTS[nextLevel] = target;
            }
            target = next;
        }
    }

    private static boolean isDone(Target target) {
        Thread thread = target.lateThread;
        Slot slot = Slot.find(thread);
        if (!isSeenThrough(thread, slot)) {
            return false;
        }
        target.lateThread = null;
        target.clearLateWake(); // before the last look
        return isSeenThrough(thread, slot) || !enterAgain(thread, target);
    }

    private static boolean isSeenThrough(Thread thread, Slot slot) {
        try {
            return !slot.due || MonitorWaits.retryWake(thread, slot);
        } catch (Throwable e) {
            return true; // the thread's scheduler is full or shut down; nothing can be done
        }
    }

    /** Enters a target once more; returns false if an adder has entered it meanwhile. */
    private static boolean enterAgain(Thread thread, Target target) {
        if (!target.claimLateWake()) {
            return false;
        }
        target.lateThread = thread;
        return true;
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final Object BASE;
    private static final long INCOMING;

    static {
        try {
            var field = LateWakes.class.getDeclaredField("incoming");
            BASE = U.staticFieldBase(field);
            INCOMING = U.staticFieldOffset(field);
        } catch (NoSuchFieldException e) {
            throw new InternalError(e);
        }
    }
}

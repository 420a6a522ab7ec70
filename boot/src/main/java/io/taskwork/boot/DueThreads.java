// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * Counts the threads that have works due. As long as there is none, a poll is one load and one
 * branch ({@link Poll}). Nothing is counted in a JVM without polls.
 */
final class DueThreads {
    /*
     * A thread is counted after its mark "due" was set, and its drain stops that before it clears the
     * mark, with a full fence between the two on both sides. If an adder finds the thread counted
     * already, the drain that stops it clears the mark later, and looks at the queue after that. The
     * adder that marks before its push looks at the mark again after it (Wakes), and counts again.
     *
     * A thread may be counted although nothing is due, if an adder's mark comes between those two
     * steps of the drain, or a drain between the mark and the push. The end of each drain sees to it.
     * Too high a count only costs polls a second look; too low a count would leave works waiting.
     */

    /** Accessed by its offset as well. */
    private static volatile int count;

    /** Whether there are polls, or may be soon. */
    private static volatile boolean counting = true;

    private DueThreads() {}

    /** Called before works can be added, if the option {@code poll} was not given. */
    static synchronized void stopCounting() {
        counting = false;
    }

    /**
     * Called before there are polls. If threads were not counted until now, nobody knows how many
     * have works due, and from now on each poll looks at its own thread.
     */
    static synchronized void beginCounting() {
        if (!counting) {
            counting = true;
            U.getAndAddInt(BASE, COUNT, 1);
        }
    }

    /** Returns whether a thread may have works due. A volatile read, which stays in its loop. */
    static boolean isAny() {
        return count != 0;
    }

    /** Returns the same by a plain read. */
    static boolean isAnyPlain() {
        return U.getInt(BASE, COUNT) != 0;
    }

    /** Called after a thread's mark was set, by whoever set it. */
    static void add(Target target) {
        if (counting) {
            U.fullFence();
            if (!target.isCounted()) {
                U.getAndAddInt(BASE, COUNT, 1);
                if (!target.casCounted(false, true)) {
                    U.getAndAddInt(BASE, COUNT, -1);
                }
            }
        }
    }

    /** Called by the thread itself before it clears its mark, or for a thread that has exited. */
    static void remove(Target target) {
        if (target.isCounted() && target.casCounted(true, false)) {
            U.getAndAddInt(BASE, COUNT, -1);
        }
    }

    /** Called by the thread itself at the end of its drain. */
    static void settle(Slot slot, Target target) {
        if (target.isCounted() && !slot.due) {
            remove(target);
            if (slot.due) {
                add(target);
            }
        }
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final Object BASE;
    private static final long COUNT;

    static {
        try {
            var field = DueThreads.class.getDeclaredField("count");
            BASE = U.staticFieldBase(field);
            COUNT = U.staticFieldOffset(field);
        } catch (NoSuchFieldException e) {
            throw new InternalError(e);
        }
    }
}

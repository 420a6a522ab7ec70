// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * Watches busy threads on whose clock others rely. In a {@code DelayQueue}, and in the queue of a
 * {@code ScheduledThreadPoolExecutor}, only the leader waits for the head's time, and the others
 * wait for the leader.
 */
final class Leaders {
    /*
     * Nobody signals when that time is over, and so nothing shows that the leader is busy; its role
     * is a field that only the holder of the lock may write. However, a waiter of these queues
     * looks at the head before it looks at the leader. Therefore, while a leader is busy, the
     * keeper from time to time wakes the next waiter, which takes what is due or waits again.
     *
     * A thread that begins to run works in a condition's wait lists itself, unless it is listed. It
     * publishes its place, then reads the mark; the keeper clears the mark, then reads the place.
     * At least one of them therefore sees the other.
     */

    /**
     * After how many rounds of the keeper, of a millisecond or two, the next waiter is woken to
     * look.
     */
    private static final int ROUNDS = 3;

    private static final String DELAY_QUEUE = "java.util.concurrent.DelayQueue";
    private static final String WORK_QUEUE =
            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";

    private static volatile Target watched;

    private Leaders() {}

    /** Called when a thread has begun to run works in a condition's wait, on that thread. */
    static void watch(Target target) {
        StackRoom.require(target);
        if (target.claimWatched()) {
            target.watchedDrain = target.drains;
            target.watchedRounds = 0;
            push(target);
            Keeper.rouse();
        }
    }

    static boolean areWatched() {
        return watched != null;
    }

    /** Does a round of the keeper, at least a millisecond after the last one. */
    static void look() {
        Target target = (Target) U.getAndSetReference(BASE, WATCHED, null);
        while (target != null) {
            Target next = target.nextWatched;
            target.nextWatched = null;
            target.clearWatched();
            try {
                if (isToBeWatched(target) && target.claimWatched()) {
                    push(target);
                }
            } catch (Throwable e) {
                // There is no memory, or the scheduler is full: these works are no longer watched.
            }
            target = next;
        }
    }

    private static boolean isToBeWatched(Target target) {
        Object place = target.place();
        Object condition = target.placeCondition;
        if (place == null || condition == null) {
            return false; // its next works list it again
        }
        if (target.watchedDrain != target.drains) {
            target.watchedDrain = target.drains;
            target.watchedRounds = 0;
            return true; // these works have just begun
        }
        boolean first = target.watchedRounds == 0;
        if (first && !isLeader(Awaits.caller(target.thread))) {
            return false;
        }
        if (target.watchedRounds++ % ROUNDS == 0 && target.place() == place) {
            ConditionQueue.signalIdle(LockQueue.INT.outer(condition), condition);
        }
        return true;
    }

    /**
     * Returns whether the caller is a queue with a leader. The thread may also be one that waits
     * for no longer than a time of its own, which does no harm.
     */
    private static boolean isLeader(String caller) {
        return DELAY_QUEUE.equals(caller) || WORK_QUEUE.equals(caller);
    }

    private static void push(Target target) {
        Target head;
        do {
            target.nextWatched = head = watched;
        } while (!U.compareAndSetReference(BASE, WATCHED, head, target));
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final Object BASE;
    private static final long WATCHED;

    static {
        try {
            var field = Leaders.class.getDeclaredField("watched");
            BASE = U.staticFieldBase(field);
            WATCHED = U.staticFieldOffset(field);
        } catch (NoSuchFieldException e) {
            throw new InternalError(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * Busy threads on whose clock others rely: in a {@code DelayQueue}, and in the queue of a {@code
 * ScheduledThreadPoolExecutor}, only the leader waits for the head's time, and the others for it.
 */
final class Leaders {
    /*
     * Nobody signals when that time is over, so nothing tells that the leader is busy; and its role
     * is a field that only the holder of the lock may write. But a waiter of these queues looks at
     * the head before it looks at the leader. So while a leader is busy, the keeper wakes the next
     * waiter now and then, which takes what is due or waits again.
     *
     * A thread that begins to run works in a condition's wait lists itself, unless it is listed. It
     * publishes its place, then looks at the mark; the keeper clears the mark, then looks at the
     * place: so one of them sees the other.
     */

    /** The next waiter looks each so many rounds of the keeper, of a millisecond or two. */
    private static final int ROUNDS = 3;

    private static final String DELAY_QUEUE = "java.util.concurrent.DelayQueue";
    private static final String WORK_QUEUE =
            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";

    private static volatile Target watched;

    private Leaders() {}

    /** A thread has begun to run works in a condition's wait. On the thread. */
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

    /** A round of the keeper, a millisecond at least after the last one. */
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
                // No memory, or a scheduler that is full: these works are watched no longer.
            }
            target = next;
        }
    }

    private static boolean isToBeWatched(Target target) {
        Object place = target.place();
        Object condition = target.placeCondition;
        if (place == null || condition == null) {
            return false; // its next works list it anew
        }
        if (target.watchedDrain != target.drains) {
            target.watchedDrain = target.drains;
            target.watchedRounds = 0;
            return true; // those began just now
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

    /** Or one of those that wait for no longer than a time of their own, which does no harm. */
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

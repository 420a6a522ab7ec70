// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * One walk over the works that were queued when it began, oldest first, while other threads add,
 * cancel and run works: {@code task_work_cancel_match}.
 *
 * <p>The queue knows the walks that are under way, and advances a walk when its next work is taken
 * out. Therefore nothing is copied, and no lock is held while the predicate runs.
 */
final class Walk {
    // Accessed under the queue's lock.

    /** The next work, and the last one; next is null at the end of the walk. */
    Work next;

    Work last;

    /** Another walk over the same queue. */
    private Walk other;

    /**
     * The state that the most recent work had when the walk came to it. Only the walking thread
     * accesses it.
     */
    int state;

    /**
     * Whether the walk is finished. Written without the lock, and therefore seen at some later
     * time.
     */
    private boolean over;

    /**
     * Takes back works that match, up to the given number. Returns each with the object that was
     * passed to {@code Entry.newWork} with it, or null; after the last pair the array may hold
     * null.
     */
    static Object[] takeBack(WorkQueue queue, Predicate<? super Runnable> match, int most) {
        Walk walk = new Walk();
        queue.begin(walk);
        try {
            return walk.takeBackMatching(queue, match, most);
        } finally {
            walk.over = true; // also if the predicate threw; the queue drops the walk by itself
        }
    }

    private Object[] takeBackMatching(
            WorkQueue queue, Predicate<? super Runnable> match, int most) {
        Object[] found = new Object[2];
        int n = 0;
        for (Work work; n / 2 < most && (work = queue.advance(this)) != null;) {
            int listed = state;
            Runnable callback = work.callback;
            if (Work.phaseOf(listed) != Work.LISTED || callback == null
                    || !match.test(callback)) {
                continue; // an exit hook whose turn has come, or a work that has just started
            }
            if (n == found.length) {
                found = Arrays.copyOf(found, 2 * n); // before cancel, after which nothing may fail
            }
            found[n] = work;
            found[n + 1] = work.handle;
            if (queue.cancel(work, listed)) {
                n += 2;
                if (Telemetry.on) {
                    Backlogs.left((Target) queue);
                }
            }
        }
        if (n < found.length) {
            found[n] = null; // somebody else was faster with this work
        }
        return found;
    }

    /** Advances beyond a work. The lock is held, and the work is in the list. */
    void pass(Work work) {
        next = work == last ? null : work.newer;
    }

    /**
     * Returns the list of walks with one more, and without those that have ended. The lock is held.
     */
    static Walk with(Walk walk, Walk walks) {
        walk.other = underWay(walks);
        return walk;
    }

    /**
     * Called when a work is about to be taken out of the list: advances the walks whose next work
     * it is. Returns the list of walks without those that have ended. The lock is held.
     */
    static Walk leave(Walk walks, Work work) {
        Walk kept = underWay(walks);
        for (Walk walk = kept; walk != null; walk = walk.other) {
            if (walk.next == work) {
                walk.pass(work);
            } else if (walk.last == work) {
                walk.last = work.older; // not passed yet, since next comes before last
            }
        }
        return kept;
    }

    private static Walk underWay(Walk walks) {
        Walk kept = null;
        for (Walk walk = walks; walk != null;) {
            Walk rest = walk.other;
            if (!walk.over && walk.next != null) {
                walk.other = kept;
                kept = walk;
            }
            walk = rest;
        }
        return kept;
    }
}

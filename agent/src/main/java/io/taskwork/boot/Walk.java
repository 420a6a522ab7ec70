// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * One walk over the works that were queued when it began, oldest first, while others add, cancel
 * and run works: {@code task_work_cancel_match}.
 *
 * <p>The queue keeps the walks that are under way and moves one on when the work that it is about
 * to come to is taken out. So nothing is copied, and no lock is held while the predicate runs.
 */
final class Walk {
    // Under the queue's lock.

    /** What it comes to next, and what it comes to last; next is null at its end. */
    Work next;

    Work last;

    /** Another walk over the same queue. */
    private Walk other;

    /** That of the work which it came to last, as it was then. Only the walker. */
    int state;

    /** It was given up. Written without the lock, and so seen at some time. */
    private boolean over;

    /**
     * Takes back works that match, so many at most. Each with the object that was handed to {@code
     * Entry.newWork} with it, or null; after the last pair the array may hold null.
     */
    static Object[] takeBack(WorkQueue queue, Predicate<? super Runnable> match, int most) {
        Walk walk = new Walk();
        queue.begin(walk);
        try {
            return walk.takeBackMatching(queue, match, most);
        } finally {
            walk.over = true; // also if the predicate threw; the queue lets go of it by itself
        }
    }

    private Object[] takeBackMatching(
            WorkQueue queue, Predicate<? super Runnable> match, int most) {
        Object[] found = new Object[2];
        int n = 0;
        for (Work work; n / 2 < most && (work = queue.advance(this)) != null;) {
            int listed = state;
            if (Work.phaseOf(listed) != Work.LISTED || !match.test(work.callback)) {
                continue; // not listed: an exit hook whose turn has come
            }
            if (n == found.length) {
                found = Arrays.copyOf(found, 2 * n); // before the cancel, after which none may fail
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
            found[n] = null; // one that somebody else was faster with
        }
        return found;
    }

    /** Beyond a work that it has come to. The lock is held, and the work is in the list. */
    void pass(Work work) {
        next = work == last ? null : work.newer;
    }

    /** The list of walks with one more, and without those that have ended. The lock is held. */
    static Walk with(Walk walk, Walk walks) {
        walk.other = underWay(walks);
        return walk;
    }

    /**
     * A work is about to be taken out of the list: no walk may stand on it. The list of walks
     * without those that have ended. The lock is held.
     */
    static Walk leave(Walk walks, Work work) {
        Walk kept = underWay(walks);
        for (Walk walk = kept; walk != null; walk = walk.other) {
            if (walk.next == work) {
                walk.pass(work);
            } else if (walk.last == work) {
                walk.last = work.older; // which the walk has not passed: next comes before last
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Makes and drains works as the tests need them. */
final class Works {
    /** More works than any test adds; a drain stops there, since a twin can make a list a ring. */
    private static final int MOST = 8;

    private static final Runnable NOTHING = () -> {};

    private Works() {}

    /** Returns a work that is claimed, and that nobody but the queue may refer to once it is there. */
    static Work fresh(WorkQueue queue) {
        return Work.claimedFor(queue, NOTHING);
    }

    static Work queued(WorkQueue queue) {
        return pushed(queue, fresh(queue));
    }

    /** Returns a queued work that others may take back and add again. */
    static Work queuedWithHandle(WorkQueue queue) {
        Work work = new Work(NOTHING, "a handle");
        work.claim(queue);
        return pushed(queue, work);
    }

    static Work queued(WorkQueue queue, Runnable callback) {
        return pushed(queue, Work.claimedFor(queue, callback));
    }

    private static Work pushed(WorkQueue queue, Work work) {
        queue.push(work);
        return work;
    }

    /** Polls until nothing is found, as Drain.runQueued does; returns how many works came. */
    static int drain(WorkQueue queue) {
        int found = 0;
        Work work = null;
        while (found < MOST && (work = queue.poll(work)) != null) {
            found++;
        }
        return found;
    }

    /** Polls as {@link #drain(WorkQueue)} does, and returns how often this work came. */
    static int drain(WorkQueue queue, Work wanted) {
        int found = 0;
        Work work = null;
        for (int i = 0; i < MOST && (work = queue.poll(work)) != null; i++) {
            if (work == wanted) {
                found++;
            }
        }
        return found;
    }
}

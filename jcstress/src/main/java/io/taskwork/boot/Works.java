// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Makes and drains works as the tests need them. */
final class Works {
    /** More works than any test adds; a drain stops there, since a twin can make a list a ring. */
    private static final int MOST = 8;

    private static final Runnable NOTHING = () -> {};

    private Works() {}

    static Work fresh(WorkQueue queue) {
        Work work = new Work(NOTHING, null);
        work.claimFresh(queue);
        return work;
    }

    static Work queued(WorkQueue queue) {
        Work work = fresh(queue);
        queue.push(work);
        return work;
    }

    /** Polls until nothing is found, as Drain.runQueued does; returns how many works came. */
    static int drain(WorkQueue queue) {
        int found = 0;
        while (found < MOST && queue.poll() != null) {
            found++;
        }
        return found;
    }

    /** Polls as {@link #drain(WorkQueue)} does, and returns how often this work came. */
    static int drain(WorkQueue queue, Work wanted) {
        int found = 0;
        Work work;
        for (int i = 0; i < MOST && (work = queue.poll()) != null; i++) {
            if (work == wanted) {
                found++;
            }
        }
        return found;
    }
}

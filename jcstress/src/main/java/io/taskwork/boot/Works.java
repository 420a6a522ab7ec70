// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Works and queues as the tests need them. */
final class Works {
    /** More than any test adds: a list that a twin has broken may be a ring. */
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

    /** As Drain.runQueued: until a poll finds none. How many came. */
    static int drain(WorkQueue queue) {
        int found = 0;
        while (found < MOST && queue.poll() != null) {
            found++;
        }
        return found;
    }

    /** As {@link #drain(WorkQueue)}; how often this one came. */
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

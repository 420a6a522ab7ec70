// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * How the runner starts many works after it has taken the queue's lock once. Only the runner calls
 * its methods, except the one that says otherwise. This is a superclass of {@link WorkQueue} so
 * that it costs no object.
 */
class Batches extends WorkList {
    /*
     * Nobody but the queue knows a work without a handle, and so such a work may stay in the list
     * when it starts, if whoever looks at the list learns how far the runner has come. The runner
     * takes the lock once for many of them, the batch, and leaves a count in it: how many of the
     * list's oldest works have started. Each further one starts by a compare-and-set of that count.
     * Whoever takes the lock ends the batch: the works that have started leave the list, and the
     * others are queued as before. Therefore cancels and walks are as exact as without batches. The
     * runner then cannot count on, and begins another batch. No batch begins while a walk is under
     * way, and the last work of the round, or at exit of the list, is in none, so that only the
     * beginning of the list has to be corrected.
     */

    /** At most so many works are in a batch, since whoever ends it passes them under the lock. */
    private static final int BATCH = 64;

    /**
     * How many works of the batch have started; 0 if none is under way. The lock has the same
     * number, unless somebody has ended the batch.
     */
    private int started;

    /**
     * Begins a batch with the first work of the list, unless it is the given one, or has a handle
     * or a posting; returns whether it did, and then the work has started. The lock is held.
     */
    final boolean beginBatch(Work work, Work end) {
        if (walks != null || !isBatched(work, end)) {
            return false;
        }
        started = 1;
        work.setPhase(Work.IDLE);
        return true;
    }

    private static boolean isBatched(Work work, Work end) {
        return work != null && work != end && work.handle == null && work.posting == null;
    }

    /** Takes the next work of a batch, if there is one and nobody has ended the batch. */
    final Work continueBatch(Work previous, Work end) {
        int n = started;
        if (n == 0 || n == BATCH || previous == null) {
            return null;
        }
        Work work = previous.newer; // this and the end are right if nobody has taken the lock
        if (!isBatched(work, end) || !count(n)) {
            return null;
        }
        started = n + 1;
        work.setPhase(Work.IDLE);
        return work;
    }

    /** Takes the lock, and takes out of the list the works of a batch up to the given one. */
    final void lockAfter(Work previous) {
        int n = started;
        started = 0;
        if (n == 0 || previous == null || !lockCounted(n)) {
            lock();
            return;
        }
        leaveBehind(previous);
    }

    final void unlockRunning() {
        if (started == 0) {
            unlock();
        } else {
            unlockCounting();
        }
    }

    /** Called by whoever takes the lock during a batch, of which so many works have started. */
    @Override
    final void countEnded(int n) {
        Work work = first;
        for (int i = 1; i < n; i++) {
            work.setPhase(Work.IDLE);
            work = work.newer;
        }
        work.setPhase(Work.IDLE);
        leaveBehind(work);
    }

    /** Takes the works up to the given one out of the list, which has others. */
    private void leaveBehind(Work lastStarted) {
        Work next = lastStarted.newer;
        lastStarted.newer = null; // or an old work would keep younger ones from being collected
        next.older = null;
        first = next;
    }

    /**
     * Ends a batch that may be under way, so that the list keeps no work that has run.
     *
     * @param previous the work that was taken out last, or null
     */
    final void endBatch(Work previous) {
        if (started > 0) {
            lockAfter(previous);
            unlock();
        }
    }
}

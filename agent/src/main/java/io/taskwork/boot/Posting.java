// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * What is kept of one add of a work beyond the work itself: that it becomes a SIGNAL, and, if the
 * agent traces, who made it. Taken off the work when that is run or taken back, so nothing of an
 * add outlives it.
 */
final class Posting {
    /** 146 years: differences between two such times do not overflow. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE >> 1;

    final Thread thread;
    final Work work;

    /** The count of the work's claims that it belongs to. Written before the push. */
    int round;

    /** The stack of the adder; null if the agent does not trace. */
    final AddedHere adder;

    /** When it becomes a SIGNAL. */
    final long deadline;

    /** Its place in the timer's heap, or less than 0. Under the heap's lock. */
    int index = -1;

    /** The timer has nothing to do with it any more. Written under the heap's lock. */
    volatile boolean over;

    private Posting(Thread thread, Work work, AddedHere adder, long deadline, boolean over) {
        this.thread = thread;
        this.work = work;
        this.adder = adder;
        this.deadline = deadline;
        this.over = over;
    }

    static Posting escalating(Thread thread, Work work, AddedHere adder, long nanos) {
        return new Posting(thread, work, adder,
                System.nanoTime() + Math.min(nanos, LONGEST_NANOS), false);
    }

    static Posting traced(Thread thread, Work work, AddedHere adder) {
        return new Posting(thread, work, adder, 0L, true);
    }

    /** For the work that has just been claimed, before it is pushed. */
    void belongsTo(Work claimed) {
        round = claimed.round();
        claimed.posting = this;
    }

    boolean isBefore(Posting other) {
        return deadline - other.deadline < 0L;
    }

    /** Its time has come. */
    void escalate() {
        if (work.isQueued(round)) {
            Adds.notify(thread, Adds.SIGNAL);
        }
    }

    /** The work was run, or taken back. The caller has made sure of stack room. */
    void end() {
        if (!over) {
            Escalations.forget(this);
        }
    }
}

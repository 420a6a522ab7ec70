// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * What is known about one add of a work beyond the work itself: when it becomes a SIGNAL, and, if
 * the agent traces, who made it. It is removed from the work when that is run or taken back, so
 * that nothing outlives an add.
 */
final class Posting {
    /** 146 years, so that the difference between two such times does not overflow. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE >> 1;

    final Thread thread;
    final Work work;

    /** The count of the work's claims to which this add belongs. Written before the push. */
    int claims;

    /** The stack of the adder; null if the agent does not trace. */
    final AddedHere adder;

    /** The time at which the add becomes a SIGNAL. */
    final long deadline;

    /** The index in the timer's heap, or a negative number. Accessed under the heap's lock. */
    int index = -1;

    /** Whether the timer is finished with this add. Written under the heap's lock. */
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

    /** Attaches this to the work that has just been claimed, before it is pushed. */
    void belongsTo(Work claimed) {
        claims = claimed.claims();
        claimed.posting = this;
    }

    boolean isBefore(Posting other) {
        return deadline - other.deadline < 0L;
    }

    /** Makes the add a SIGNAL, since its time has come. */
    void escalate() {
        if (work.isQueued(claims)) {
            Adds.notify(thread, Adds.SIGNAL);
        }
    }

    /** Called when the work was run or taken back. The caller has ensured stack room. */
    void end() {
        if (!over) {
            Escalations.forget(this);
        }
    }
}

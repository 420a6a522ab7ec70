// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

/**
 * A queue with what the contract asks of its works: one add at a time, and cancellable until they
 * start, which costs one claim at the add and one at the run, whatever the structure.
 */
public interface Candidate {
    /** A work of this candidate's own kind, idle. */
    Object newWork(Runnable callback);

    /** Claims the work and queues it. Any thread. */
    void add(Object work);

    /** Runs what is queued, until nothing is; how many that were. One thread at a time. */
    int drain();
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

/**
 * A queue whose works obey the contract: a work can be added once at a time and cancelled until it
 * starts. This costs one claim at the add and one at the run, whatever the structure.
 */
public interface Candidate {
    /** Returns an idle work of this candidate's own kind. */
    Object newWork(Runnable callback);

    /** Claims the work and queues it. Any thread may call it. */
    void add(Object work);

    /** Runs works until none is queued; returns how many. One thread at a time may call it. */
    int drain();
}

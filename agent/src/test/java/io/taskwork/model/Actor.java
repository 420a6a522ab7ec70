// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/** A thread of a model: it makes one atomic step at a time. */
interface Actor<S> {
    /**
     * Returns the step that it makes next, in words; null if it is blocked or has come to its end.
     */
    String next(S state);

    /**
     * Returns in how many ways that step may go: what the model leaves open, such as a time or a
     * choice.
     */
    default int ways(S state) {
        return 1;
    }

    /** Makes the step. */
    void step(S state, int way);

    /**
     * Returns whether it is certain to make that step; false for one who may stay away for good.
     */
    default boolean isSure(S state) {
        return true;
    }
}

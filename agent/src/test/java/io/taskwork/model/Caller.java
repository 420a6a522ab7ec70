// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/** The caller of Drain.run, to which the target returns. */
enum Caller {
    BEFORE_PARK, AFTER_PARK, YIELD, BEFORE_WAIT, AFTER_WAIT, RUN, EXIT;

    /** Returns whether the first round of Drain.run has no budget. */
    boolean unlimited() {
        return this == RUN || this == EXIT;
    }
}

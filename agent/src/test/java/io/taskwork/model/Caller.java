// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/** Who called Drain.run: where it returns to. */
enum Caller {
    BEFORE_PARK, AFTER_PARK, YIELD, BEFORE_WAIT, AFTER_WAIT, RUN, EXIT;

    /** The first round of Drain.run has no budget. */
    boolean unlimited() {
        return this == RUN || this == EXIT;
    }
}

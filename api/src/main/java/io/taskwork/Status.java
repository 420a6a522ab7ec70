// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.Objects;

/**
 * Whether the agent is active in this JVM.
 *
 * @param state the short answer
 * @param reason why it is so, in one sentence
 * @param remedy what to do about it, one step a line; empty if nothing is to be done
 */
public record Status(State state, String reason, String remedy) {
    /** The short answer. */
    public enum State {
        /** The run points are woven, and the self-test passed. */
        ACTIVE,
        /** No agent was loaded. The JDK's classes are unmodified. */
        ABSENT,
        /** The agent found that it cannot work here. The JDK's classes are unmodified. */
        REFUSED
    }

    /** Checks that nothing is null. */
    public Status {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * The status as a text of some lines, for a log or an exception.
     *
     * @return state, reason and remedy
     */
    @Override
    public String toString() {
        return remedy.isEmpty() ? state + ": " + reason : state + ": " + reason + "\n" + remedy;
    }
}

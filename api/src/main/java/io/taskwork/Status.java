// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.Objects;

/**
 * Says whether the run points are woven into this JVM, by the agent or into its runtime image.
 *
 * @param state the short answer
 * @param reason why it is so, in one sentence
 * @param remedy what to do about it, one step a line; empty if nothing is to be done
 */
public record Status(State state, String reason, String remedy) {
    /** The short answer. */
    public enum State {
        /**
         * The run points are woven. The self-test passed, in this JVM or when the image was made.
         */
        ACTIVE,
        /**
         * No agent was loaded, and this is not a woven image. The JDK's classes are unmodified.
         * This is also the state for the seconds in which an agent that is attached to a running
         * JVM installs itself.
         */
        ABSENT,
        /**
         * The agent was loaded and found that it cannot work here, and the JDK's classes are
         * unmodified; or it is active, but of a version that this copy of the API does not fit. An
         * attach that came at a bad time may succeed later.
         */
        REFUSED
    }

    /** Makes a status; no component may be null. */
    public Status {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * Returns the status as a text of several lines, for a log or an exception.
     *
     * @return state, reason and remedy
     */
    @Override
    public String toString() {
        return remedy.isEmpty() ? state + ": " + reason : state + ": " + reason + "\n" + remedy;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.Objects;

/**
 * Whether the run points are woven into this JVM: by the agent, or into its runtime image.
 *
 * @param state the short answer
 * @param reason why it is so, in one sentence
 * @param remedy what to do about it, one step a line; empty if nothing is to be done
 */
public record Status(State state, String reason, String remedy) {
    /** The short answer. */
    public enum State {
        /** They are. The self-test passed, in this JVM or when the image was made. */
        ACTIVE,
        /**
         * No agent was loaded, and this is no woven image. The JDK's classes are unmodified. Also
         * for the seconds in which an agent that comes to a running JVM installs itself.
         */
        ABSENT,
        /**
         * The agent was loaded and found that it cannot work here, and the JDK's classes are
         * unmodified; or it is active, but of a version that this copy of the API does not fit. An
         * attach that came at a bad time may succeed later.
         */
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

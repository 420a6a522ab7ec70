// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

/** The agent cannot work in this JVM: why, and what to do about it, each in one line. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** Where the agent is not at fault as far as it can tell. */
    static final String WITHOUT_OTHERS = "try it without other agents, of which one may be in the"
            + " way; if it is the same then, report it with this line";

    private final String reason;
    private final String remedy;

    public Refusal(String reason, String remedy) {
        super(reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    public Refusal(String reason, Throwable cause, String remedy) {
        this(reason + ": " + root(cause), remedy);
        initCause(cause);
    }

    /** Why, without the remedy. */
    String reason() {
        return reason;
    }

    String remedy() {
        return remedy;
    }

    /** In one line, whatever is in the messages of others. */
    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString().replaceAll("\\R\\s*", " ");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

/** Thrown if the agent cannot work in this JVM. It says why, and what to do, in one line each. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** The remedy if the agent is not at fault as far as it can tell. */
    static final String WITHOUT_OTHERS = "try it without other agents, since one of them may be"
            + " in the way; if that does not help, report it with this line";

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

    /** Returns why, without the remedy. */
    String reason() {
        return reason;
    }

    String remedy() {
        return remedy;
    }

    /** Returns the root cause in one line, whatever its message contains. */
    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString().replaceAll("\\R\\s*", " ");
    }
}

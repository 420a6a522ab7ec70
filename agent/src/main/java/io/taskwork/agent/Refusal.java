// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

/** The agent cannot work in this JVM; the message says why, in one line. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message + ": " + root(cause), cause);
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}

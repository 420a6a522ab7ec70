// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

/** Thrown if a command cannot do what it was asked for; the message says in one line what to do. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Records who queued a work, for the agent's option {@code trace}. Without the option an add costs
 * one read of a field.
 */
final class Trace {
    /** Set before the first work is added, or never. */
    static boolean on;

    private Trace() {}

    /** Adds to what a callback has thrown who had queued the work. Never throws. */
    static void addTo(Throwable thrown, Posting posting) {
        if (posting == null) {
            return;
        }
        try {
            if (find(thrown) == null) { // an exception that is thrown repeatedly must not grow
                thrown.addSuppressed(posting.adder);
            }
        } catch (Throwable ignored) {
            // There is no memory, or what was thrown overrides methods; nothing is added.
        }
    }

    /** Returns what {@link #addTo} has added; null if nothing. */
    static AddedHere find(Throwable thrown) {
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (suppressed instanceof AddedHere adder) {
                return adder;
            }
        }
        return null;
    }
}

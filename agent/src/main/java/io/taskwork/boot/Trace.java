// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Who queued it? The agent's option {@code trace}. Off, an add pays for one look at a field. */
final class Trace {
    /** Set before the first work is added, or never. */
    static boolean on;

    private Trace() {}

    /** A callback has thrown: says who had queued it. Never throws. */
    static void addTo(Throwable thrown, Posting posting) {
        if (posting == null) {
            return;
        }
        try {
            if (find(thrown) == null) { // one that is thrown again and again must not grow
                thrown.addSuppressed(posting.adder);
            }
        } catch (Throwable ignored) {
            // No memory, or what was thrown overrides methods: then it goes without.
        }
    }

    /** What {@link #addTo} added; null if nothing. */
    static AddedHere find(Throwable thrown) {
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (suppressed instanceof AddedHere adder) {
                return adder;
            }
        }
        return null;
    }
}

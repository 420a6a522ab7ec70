// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;

/** What the owners of the files do while others drop the last references. */
enum Scenario {
    /** They are blocked, and learn of nothing until they exit. */
    NONE(Notify.NONE, "NONE"),

    /** They are blocked for a short time, again and again. */
    RESUME(Notify.RESUME, "RESUME"),

    /** They are blocked, and each last drop wakes its owner. */
    SIGNAL(Notify.SIGNAL, "SIGNAL"),

    /** They have exited. */
    OWNER_GONE(Notify.RESUME, "owner gone");

    final Notify notify;
    final String label;

    Scenario(Notify notify, String label) {
        this.notify = notify;
        this.label = label;
    }

    /** Returns what owners write to a file; it differs from what other scenarios left there. */
    String line(String file) {
        return "%-12s %s%n".formatted(label, file);
    }
}

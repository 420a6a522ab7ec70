// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;

/** What the owners of the files do while others drop the last references. */
enum Scenario {
    /** Blocked; they hear of nothing until they exit. */
    NONE(Notify.NONE, "NONE"),

    /** Blocked for a short time, again and again. */
    RESUME(Notify.RESUME, "RESUME"),

    /** Blocked; each last drop wakes its owner. */
    SIGNAL(Notify.SIGNAL, "SIGNAL"),

    /** Nothing: they have exited. */
    OWNER_GONE(Notify.RESUME, "owner gone");

    final Notify notify;
    final String label;

    Scenario(Notify notify, String label) {
        this.notify = notify;
        this.label = label;
    }

    /** What its owners write to a file: nothing that another scenario may have left in it. */
    String line(String file) {
        return "%-12s %s%n".formatted(label, file);
    }
}

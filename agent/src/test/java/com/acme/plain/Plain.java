// SPDX-License-Identifier: Apache-2.0
package com.acme.plain;

/** As {@code Scenes} in the classes beside it, but not named: it gets no polls. */
public final class Plain {
    private Plain() {}

    public static void spin(Stop stop) {
        while (!stop.isSet()) {
            Thread.onSpinWait();
        }
    }

    /** When to stop. */
    public interface Stop {
        boolean isSet();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts since somebody asked for them. Any thread may add to them. */
final class Counters {
    // The indices of the counts. The adds come first, by the ordinal of the API's Notify.
    static final int WAKES = 3;
    static final int WAKES_SAVED = 4;
    static final int WORKS = 5;
    static final int CALLBACK_ERRORS = 6;
    static final int HANDLER_ERRORS = 7;
    static final int DRAINS = 8; // by run point

    private static final String[] NAMES = {"adds NONE", "adds RESUME", "adds SIGNAL", "wakes",
        "wakes saved", "works", "callback errors", "handler errors"};

    private final LongAdder[] counts = new LongAdder[DRAINS + RunPoint.NAMES.length];

    Counters() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(int which, int n) {
        counts[which].add(n);
    }

    /** Returns the counts by name; those of drains are named "drains " and the run point. */
    Map<String, Long> sums() {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            String name = i < DRAINS ? NAMES[i] : "drains ".concat(RunPoint.NAMES[i - DRAINS]);
            sums.put(name, counts[i].sum());
        }
        return sums;
    }
}

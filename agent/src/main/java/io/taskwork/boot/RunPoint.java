// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Where a thread runs works; numbers, which cost nothing to hand on. */
final class RunPoint {
    static final int START = 0;
    static final int PARK = 1;
    static final int YIELD = 2;
    static final int WAIT = 3;
    static final int POLL = 4;
    static final int UNMASK = 5;
    static final int RUN = 6;
    static final int EXIT = 7;

    /** By number. */
    static final String[] NAMES =
            {"start", "park", "yield", "wait", "poll", "unmask", "run", "exit"};

    private RunPoint() {}

    /** Whether even the first round of a drain has a budget: the thread did not ask for it. */
    static boolean isLimited(int runPoint) {
        return runPoint < UNMASK;
    }
}

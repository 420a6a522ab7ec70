// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** The places where a thread runs works. They are numbers, which cost nothing to pass on. */
final class RunPoint {
    static final int START = 0;
    static final int PARK = 1;
    static final int YIELD = 2;
    static final int WAIT = 3;
    static final int POLL = 4;
    static final int UNMASK = 5;
    static final int RUN = 6;
    static final int EXIT = 7;

    /** The names by number. */
    static final String[] NAMES =
            {"start", "park", "yield", "wait", "poll", "unmask", "run", "exit"};

    private RunPoint() {}

    /**
     * Returns whether even the first round of a drain has a budget, since the thread did not ask
     * for the drain.
     */
    static boolean isLimited(int runPoint) {
        return runPoint < UNMASK;
    }
}

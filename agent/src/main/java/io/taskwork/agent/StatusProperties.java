// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.PolledCode;

/** What the agent says of itself in this JVM, as system properties: for the API and for attach. */
final class StatusProperties {
    /** {@link #ACTIVE}, {@link #INSTALLING}, or the reason of a refusal. Absent: no agent. */
    static final String STATUS = "io.taskwork.status";

    /** What to do about a refusal; else absent. */
    static final String REMEDY = "io.taskwork.remedy";

    /** Of the agent that is active here; else absent. */
    static final String VERSION = "io.taskwork.version";

    /** How many polls there were when the option {@code poll} had been seen to; else absent. */
    static final String POLLS = "io.taskwork.polls";

    static final String ACTIVE = "active";

    /** For seconds; after that, the installation was broken off in a way that left no word. */
    static final String INSTALLING = "being installed: the self-test has not ended";

    private StatusProperties() {}

    static void installing() {
        System.setProperty(STATUS, INSTALLING);
    }

    static void active() {
        System.setProperty(VERSION, Versions.ofRuntime());
        System.clearProperty(REMEDY); // of an earlier try
        System.setProperty(STATUS, ACTIVE);
    }

    /** When classes that were loaded have been woven; more may follow. */
    static void polls() {
        String summary = PolledCode.summary();
        if (summary != null) {
            System.setProperty(POLLS, summary);
        }
    }

    static void refused(Refusal refusal) {
        System.setProperty(REMEDY, refusal.remedy());
        System.setProperty(STATUS, refusal.reason());
    }
}

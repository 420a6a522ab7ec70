// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.PolledCode;

/** The agent's status in this JVM as system properties, for the API and for attach. */
final class StatusProperties {
    /**
     * {@link #ACTIVE}, {@link #INSTALLING}, or the reason of a refusal; absent without an agent.
     */
    static final String STATUS = "io.taskwork.status";

    /** What to do about a refusal; absent without one. */
    static final String REMEDY = "io.taskwork.remedy";

    /** The version of the active agent; absent if none is active. */
    static final String VERSION = "io.taskwork.version";

    /**
     * How many polls there were when the option {@code poll} had been processed; absent without it.
     */
    static final String POLLS = "io.taskwork.polls";

    static final String ACTIVE = "active";

    /**
     * The status for some seconds; if it stays longer, the installation was broken off without a
     * report.
     */
    static final String INSTALLING = "being installed: the self-test has not ended";

    private StatusProperties() {}

    static void installing() {
        System.setProperty(STATUS, INSTALLING);
    }

    static void active() {
        System.setProperty(VERSION, Versions.ofRuntime());
        System.clearProperty(REMEDY); // of an earlier attempt
        System.setProperty(STATUS, ACTIVE);
    }

    /** Publishes the counts once the loaded classes have been woven; more classes may follow. */
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

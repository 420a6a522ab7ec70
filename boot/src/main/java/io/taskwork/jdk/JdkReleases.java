// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known about the JDK's releases as a whole: which ones were tested, and which have bugs
 * that matter here.
 */
public final class JdkReleases {
    /** The releases that every build tests, if they are installed. */
    private static final List<Integer> TESTED = List.of(21, 25, 26, 27);

    /** The release that is tested before its general availability. */
    private static final int EARLY_ACCESS = 28;

    /**
     * A bug of the JDK that can affect threads which get SIGNALs.
     *
     * @param text what happens
     * @param fixed the first version of each release line that does not have it; older lines are
     *     not affected
     */
    private record Bug(String text, List<String> fixed) {
        boolean affects(Runtime.Version version) {
            for (String first : fixed) {
                Runtime.Version v = Runtime.Version.parse(first);
                if (v.feature() == version.feature()) {
                    return version.compareToIgnoreOptional(v) < 0;
                }
            }
            return false;
        }
    }

    private static final List<Bug> BUGS = List.of(
            new Bug("JDK-8369227: a virtual thread that parks without a limit right after a timed"
                    + " park can stay parked for good; a long drain parks in exactly this way",
                    List.of("25.0.3", "26.0.1")),
            new Bug("JDK-8373120: a virtual thread can stay blocked for good if its Object.wait"
                    + " ends, by time-out, interrupt or SIGNAL, while it is being entered",
                    List.of("25.0.4", "26.0.1")));

    private JdkReleases() {}

    /** Returns a clause if the agent was not tested with this release; otherwise null. */
    public static String untested(Runtime.Version version) {
        int feature = version.feature();
        if (TESTED.contains(feature)) {
            return null;
        }
        if (feature == EARLY_ACCESS) {
            return version.pre().isPresent() ? null
                    : "tested with early access builds of JDK " + feature + " only";
        }
        return "not tested with JDK " + feature;
    }

    /**
     * Returns the bugs of this version of the JDK itself, a sentence each, with the version that
     * fixes it.
     */
    public static List<String> bugs(Runtime.Version version) {
        List<String> bugs = new ArrayList<>();
        for (Bug bug : BUGS) {
            if (bug.affects(version)) {
                bugs.add(bug.text + "; fixed in " + String.join(" and ", bug.fixed));
            }
        }
        return bugs;
    }
}

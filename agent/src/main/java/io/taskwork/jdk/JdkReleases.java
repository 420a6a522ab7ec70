// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.ArrayList;
import java.util.List;

/** What is known of the JDK's releases as a whole: which were tested, and bugs of their own. */
public final class JdkReleases {
    /** Every build tests these, where they are to be had. */
    private static final List<Integer> TESTED = List.of(21, 25, 26, 27);

    /** Tested before its first release. */
    private static final int EARLY_ACCESS = 28;

    /**
     * A bug of the JDK that threads which get SIGNALs can meet.
     *
     * @param text what happens
     * @param fixed the first version of each release line that is without it; older lines are not
     *     affected
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
                    + " park can stay parked for good; a long drain makes that very pattern",
                    List.of("25.0.3", "26.0.1")),
            new Bug("JDK-8373120: a virtual thread can stay blocked for good if its Object.wait"
                    + " ends, by time, an interrupt or a SIGNAL, while it is being entered",
                    List.of("25.0.4", "26.0.1")));

    private JdkReleases() {}

    /** A half sentence if the agent was not tested with this release; else null. */
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

    /** Bugs of this version of the JDK itself, a sentence each, with the version to take. */
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

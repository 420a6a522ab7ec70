// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * The VM's bookkeeping of mounts. Any agent turns it on, and it is what an agent costs virtual
 * threads. An experimental option keeps it off.
 */
final class MountBookkeeping {
    private static final String FLAG = "DoJVMTIVirtualThreadTransitions";
    private static final String OFF =
            "-XX:+UnlockExperimentalVMOptions -XX:-DoJVMTIVirtualThreadTransitions";

    /** The first and the last release whose monitors rely on it. */
    private static final int FIRST_THAT_NEEDS_IT = 24;

    private static final int LAST_THAT_NEEDS_IT = 25;

    /** The last release that is known to have the option. */
    private static final int LAST_WITH_OPTION = 28;

    private MountBookkeeping() {}

    /** Returns what the user of this JVM should know about it, in one line, or null. */
    static String note(int feature) {
        if (feature > LAST_WITH_OPTION) {
            return null;
        }
        try {
            return note(feature, isOn());
        } catch (LinkageError e) {
            return null; // an image without the module jdk.management
        }
    }

    static String note(int feature, boolean on) {
        if (feature > LAST_THAT_NEEDS_IT) {
            return on ? "with " + OFF + " this agent costs virtual threads next to nothing;"
                    + " debuggers do not see them then" : null;
        }
        return on || feature < FIRST_THAT_NEEDS_IT ? null
                : "start without -XX:-" + FLAG + ": on JDK " + feature + " monitors need what it"
                        + " turns off, and threads that wait on them can hang for good";
    }

    private static boolean isOn() {
        HotSpotDiagnosticMXBean vm =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return Boolean.parseBoolean(vm.getVMOption(FLAG).getValue());
        } catch (IllegalArgumentException e) {
            return true; // experimental options are locked, so it has its default value
        }
    }
}

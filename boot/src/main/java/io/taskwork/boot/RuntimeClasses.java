// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.ArrayList;
import java.util.List;

/**
 * All classes of this module: the one list of what is defined to the boot loader and initialized
 * there. The agent reads it in a copy of its own, before there is a runtime.
 */
public final class RuntimeClasses {
    private static final String JDK = "io.taskwork.jdk.";
    private static final String BOOT = "io.taskwork.boot.";

    private RuntimeClasses() {}

    /**
     * Returns the binary names of what every run point and every add needs, in the order of
     * definition: a superclass comes before its subclasses. The events are not among them: no CDS
     * archive takes these, and they crash the VM of JDK 26 while it makes an archive without
     * compressed oops.
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        add(names, JDK, "Need", "JdkField", "JdkFields$Synchronizer", "JdkFields", "JdkMethod",
                "JdkMethods", "JdkReleases$Bug", "JdkReleases");
        add(names, BOOT, "RuntimeClasses", "StackRoom", "AddedHere", "Posting", "Work", "SpinLock",
                "HookList", "Walk", "WorkList", "Batches", "Rounds", "WorkQueue", "Trace", "Target",
                "Slot", "Slot$Fields", "OlderThreads$Entry", "OlderThreads", "Resume",
                "VirtualThreads", "HiddenMethods", "Threads", "Joins$Restart", "Joins",
                "MonitorWaits", "Interrupts",
                "Scopes$Fence", "Scopes", "BlockedCall", "SelectorCloses$Postponed",
                "SelectorCloses$Fields", "SelectorCloses", "Drain", "LastDrain", "LockQueue",
                "ConditionQueue", "Awaits", "Signals", "Leaders", "Places$Restart", "Exchanges",
                "Places", "Parks", "Acquires", "LateWakes", "Keeper", "RunPoints", "PlatformParks",
                "Wakes", "Adds", "Masks", "EscalationHeap", "Escalations", "Reaches", "RunPoint",
                "DueThreads", "Counters", "Backlogs$Backlog", "Backlogs", "Telemetry$Observed",
                "Telemetry",
                "PolledCode$Methods", "PolledCode", "Poll", "Woven", "Ordinals", "Entry");
        return names;
    }

    /**
     * Returns the names of the classes that need the module {@code jdk.jfr}; they are initialized
     * when the flight recorder is first used.
     */
    public static List<String> events() {
        List<String> names = new ArrayList<>();
        add(names, BOOT, "Events", "Events$Drain", "Events$Callback", "Events$CallbackError",
                "Events$Wake", "Events$Backlog", "Events$Mask");
        return names;
    }

    /** Returns the names of those that only the agent uses, from its own jar or an image. */
    public static List<String> agentOnly() {
        List<String> names = new ArrayList<>();
        add(names, JDK, "Hook", "Hook$Advised", "Hook$Guarded", "Hook$Replaced", "Hooks");
        return names;
    }

    /**
     * Initializes those of {@link #names}, before the first class is woven or, in an image, the
     * first work is added: loading or initializing a class on the way to a park can deadlock.
     */
    public static void initialize() throws ClassNotFoundException {
        for (String name : names()) {
            Class.forName(name, true, null);
        }
    }

    private static void add(List<String> names, String packageName, String... simpleNames) {
        for (String name : simpleNames) {
            names.add(packageName.concat(name));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.jdk.Hook;
import io.taskwork.jdk.Hooks;
import io.taskwork.jdk.JdkField;
import io.taskwork.jdk.JdkFields;
import io.taskwork.jdk.JdkMethod;
import io.taskwork.jdk.JdkMethods;
import io.taskwork.jdk.Need;
import java.util.ArrayList;
import java.util.List;

/** Checks whether this JDK has every member that the hooks and the runtime rely on. */
public final class JdkShape {
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";

    /** The remedy if the agent does not know the JDK. */
    static final String OTHER_JDK =
            "run on a JDK that the README names, or take a newer taskwork-agent.jar";

    private JdkShape() {}

    /** Throws if a member is missing; changes nothing. */
    public static void verify() throws Refusal {
        requireHotSpot(System.getProperty("java.vm.name"));
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new Refusal(jdk() + " has no " + String.join(", no ", missing), OTHER_JDK);
        }
        requireContinuations();
    }

    public static String jdk() {
        return "this JDK (" + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + ")";
    }

    /** Returns the members that are required and missing. */
    static List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Hook hook : Hooks.all()) {
            if (hook.need() == Need.REQUIRED && !hook.isThere()) {
                missing.add(hook.signature());
            }
        }
        for (JdkField field : JdkFields.all()) {
            if (field.need() == Need.REQUIRED && !field.isThere()) {
                missing.add(field.signature());
            }
        }
        for (JdkMethod method : JdkMethods.all()) {
            if (method.need() == Need.REQUIRED && !method.isThere()) {
                missing.add(method.signature());
            }
        }
        return missing;
    }

    /**
     * Throws on another VM, whose virtual threads have other states even if the names are the same.
     */
    static void requireHotSpot(String vm) throws Refusal {
        if (vm == null || !(vm.contains("HotSpot") || vm.contains("OpenJDK"))) {
            throw new Refusal("this JVM is " + vm + ", and the agent knows only HotSpot",
                    "run on a JDK with HotSpot, such as those of openjdk.org");
        }
    }

    /**
     * Throws if the VM has no continuations: every virtual thread is then a platform thread in
     * disguise.
     */
    private static void requireContinuations() throws Refusal {
        Thread probe = Thread.ofVirtual().unstarted(Thread.currentThread()); // any Runnable
        if (!probe.getClass().getName().equals(VIRTUAL_THREAD)) {
            throw new Refusal("virtual threads are " + probe.getClass().getName()
                    + " here", "start without -XX:-VMContinuations");
        }
    }
}

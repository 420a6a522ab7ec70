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

/** Whether this JDK has every member that the hooks and the runtime rely on. */
public final class JdkShape {
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";

    private JdkShape() {}

    /** Throws if a member is missing; changes nothing. */
    public static void verify() throws Refusal {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new Refusal(jdk() + " has no " + String.join(", no ", missing));
        }
        requireContinuations();
    }

    public static String jdk() {
        return "this JDK (" + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + ")";
    }

    /** What is relied on and is not there. */
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
            if (!method.isThere()) {
                missing.add(method.signature());
            }
        }
        return missing;
    }

    /** Without VM continuations every virtual thread is a platform thread in disguise. */
    private static void requireContinuations() throws Refusal {
        Thread probe = Thread.ofVirtual().unstarted(() -> {});
        if (!probe.getClass().getName().equals(VIRTUAL_THREAD)) {
            throw new Refusal("virtual threads are " + probe.getClass().getName()
                    + " here; start without -XX:-VMContinuations");
        }
    }
}

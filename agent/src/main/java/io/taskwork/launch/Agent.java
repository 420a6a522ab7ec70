// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launch;

import io.taskwork.agent.Startup;
import java.lang.instrument.Instrumentation;

/**
 * The class at which the JVM starts the agent. It prints nothing unless it refuses.
 *
 * <p>On an older Java it refuses, and the application goes on, whereas a class that the JVM cannot
 * load would end the JVM.
 */
public final class Agent {
    private Agent() {}

    /** Called at the start of a JVM with {@code -javaagent:taskwork-agent.jar[=options]}. */
    public static void premain(String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** Called if the agent is attached to a running JVM. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    private static void start(String options, Instrumentation instrumentation) {
        String complaint = OldJava.complaint();
        if (complaint == null) {
            Startup.start(options, instrumentation);
        } else {
            System.setProperty("io.taskwork.status", complaint);
            System.err.println("taskwork-agent: not active: " + complaint);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.lang.instrument.Instrumentation;

/**
 * Where the JVM starts the agent. Prints nothing unless it refuses.
 *
 * <p>Compiled for an older Java, as is {@link Main}: there it refuses, and the application goes on.
 * A class that the JVM cannot load would end it.
 */
public final class Agent {
    private Agent() {}

    /** {@code -javaagent:taskwork-agent.jar[=options]}. */
    public static void premain(String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** Attached to a running JVM. */
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.lang.instrument.Instrumentation;

/** Where the JVM starts the agent. Prints nothing unless it refuses. */
public final class Agent {
    private Agent() {}

    /** {@code -javaagent:taskwork-agent.jar}. */
    public static void premain(String options, Instrumentation instrumentation) {
        start(instrumentation);
    }

    /** Attached to a running JVM. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        start(instrumentation);
    }

    private static void start(Instrumentation instrumentation) {
        try {
            Installation.install(instrumentation);
        } catch (Refusal e) {
            System.err.println("taskwork-agent: not active: " + e.getMessage());
        }
    }
}

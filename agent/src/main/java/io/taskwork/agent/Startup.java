// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.lang.instrument.Instrumentation;

/** The start of the agent on a Java that is new enough. */
final class Startup {
    private Startup() {}

    static void start(Instrumentation instrumentation) {
        try {
            Installation.install(instrumentation);
        } catch (Refusal e) {
            System.err.println("taskwork-agent: not active: " + e.getMessage());
        }
    }
}

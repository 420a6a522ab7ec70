// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.lang.instrument.Instrumentation;
import javax.management.JMException;

/** The start of the agent on a Java that is new enough. */
final class Startup {
    /** Makes the bean of counts, {@link Taskwork}. */
    static final String JMX = "jmx";

    private Startup() {}

    /** The options are null, empty, or {@link #JMX}. */
    static void start(String options, Instrumentation instrumentation) {
        try {
            Installation.install(instrumentation);
        } catch (Refusal e) {
            System.err.println("taskwork-agent: not active: " + e.getMessage());
            return;
        }
        if (JMX.equals(options)) {
            startMonitoring();
        } else if (options != null && !options.isEmpty()) {
            System.err.println("taskwork-agent: active; unknown option '" + options
                    + "' ignored; the only one is " + JMX);
        }
    }

    private static void startMonitoring() {
        try {
            Taskwork.register();
        } catch (JMException | LinkageError e) { // no module java.management
            System.err.println("taskwork-agent: active, but without a JMX bean: " + e);
        }
    }
}

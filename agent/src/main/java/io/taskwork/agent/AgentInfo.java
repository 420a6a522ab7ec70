// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.jdk.JdkReleases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the agent knows about itself and this JVM, for the command line. */
public final class AgentInfo {
    /** The status property of a JVM in which the agent was started; see {@link #ACTIVE}. */
    public static final String STATUS_PROPERTY = StatusProperties.STATUS;

    /** The property that says what to do about a refusal. */
    public static final String REMEDY_PROPERTY = StatusProperties.REMEDY;

    /** The property with the version of the agent that is active there. */
    public static final String VERSION_PROPERTY = StatusProperties.VERSION;

    /** The status where everything is woven; any other status is the reason of a refusal. */
    public static final String ACTIVE = StatusProperties.ACTIVE;

    /** The agent's option that registers the JMX bean. */
    public static final String JMX_OPTION = Options.JMX;

    /** The name of that bean. */
    public static final String JMX_NAME = Taskwork.NAME;

    /** The agent's option that asks for polls, with the equals sign. */
    public static final String POLL_OPTION = Options.POLL;

    /** The property that says how many polls there were when that option had been processed. */
    public static final String POLLS_PROPERTY = StatusProperties.POLLS;

    private AgentInfo() {}

    /** Returns the version of the agent. */
    public static String version() {
        return Versions.own();
    }

    /** Returns the required members that this JDK does not have. */
    public static List<String> missing() {
        return JdkShape.missing();
    }

    /** Returns what the user should know about this JDK, a sentence each. */
    public static List<String> notes() {
        List<String> notes = new ArrayList<>();
        String untested = JdkReleases.untested(Runtime.version());
        if (untested != null) {
            notes.add(untested);
        }
        notes.addAll(JdkReleases.bugs(Runtime.version()));
        return notes;
    }

    /** Returns the jar that this class is from, whatever its name. */
    public static Path ownJar() throws IOException {
        return BootClasses.ownJar().toPath().toAbsolutePath();
    }

    /**
     * Runs the self-test again in a JVM where the agent is active; returns null, or what failed.
     */
    public static String selfTest() {
        try {
            SelfTest.run();
            return null;
        } catch (Refusal e) {
            return e.getMessage();
        }
    }
}

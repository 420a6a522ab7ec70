// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import io.taskwork.poll.PollNames;
import io.taskwork.poll.PollPoint;
import io.taskwork.poll.PollTransformer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Starts the agent on a Java that is new enough. */
public final class Startup {
    private Startup() {}

    /** Starts the agent with the given options, which may be null; see {@link Options}. */
    public static void start(String text, Instrumentation instrumentation) {
        Options options = Options.of(text);
        PollNames polls = null;
        String withoutPolls = null;
        if (options.poll() != null) {
            try {
                polls = PollNames.of(options.poll());
            } catch (IllegalArgumentException e) {
                withoutPolls = e.getMessage();
            }
        }
        boolean first = !BootClasses.isDefined();
        WovenCache cache = options.cache() == null ? null : new WovenCache(options.cache());
        try {
            Installation.install(instrumentation, cache, polls != null);
        } catch (Refusal e) {
            System.err.println("taskwork-agent: not active: " + e.getMessage());
            return;
        }
        String others = first ? null : Versions.complaint();
        if (others != null) {
            System.err.println("taskwork-agent: active, but " + others);
        }
        if (cache != null && cache.complaint() != null) {
            System.err.println("taskwork-agent: active, but " + cache.complaint());
        }
        if (options.unknown() != null) {
            System.err.println("taskwork-agent: active; unknown option '" + options.unknown()
                    + "' ignored; known options: jmx, trace, cache=DIRECTORY, poll=NAMES");
        }
        if (polls != null) {
            withoutPolls = startPolls(polls, instrumentation);
        }
        if (options.poll() != null) {
            if (withoutPolls != null) {
                System.err.println(
                        "taskwork-agent: active, but without poll points: " + withoutPolls);
            }
            StatusProperties.polls();
        }
        if (options.trace()) {
            Entry.trace();
        }
        if (options.jmx()) {
            startMonitoring();
        }
    }

    /** Returns why there are no polls, or null. */
    private static String startPolls(PollNames names, Instrumentation instrumentation) {
        try {
            BootClasses.define(instrumentation, PollPoint.name(), PollPoint.classFile());
            new PollTransformer(names).start(instrumentation);
            return null;
        } catch (IOException | ClassNotFoundException | LinkageError e) {
            return e.toString();
        }
    }

    private static void startMonitoring() {
        try {
            Taskwork.register();
        } catch (Exception | LinkageError e) {
            // There may be no module java.management. JMException is not named here, since the VM
            // would load it to verify this class.
            System.err.println("taskwork-agent: active, but without a JMX bean: " + e);
        }
    }
}

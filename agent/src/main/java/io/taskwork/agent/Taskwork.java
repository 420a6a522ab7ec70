// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import io.taskwork.boot.PolledCode;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The counts as a JMX bean, which starts the counting. It is made on demand: by the command line,
 * with {@code attach PID --jmx}, or by any JMX client, with {@code
 * createMBean("io.taskwork.agent.Taskwork", name)}.
 */
public final class Taskwork implements TaskworkMXBean {
    /** The name under which the command line registers it. */
    static final String NAME = "io.taskwork:type=Taskwork";

    /**
     * Makes the bean and starts the counting. Throws {@link IllegalStateException} if the agent is
     * not active.
     */
    public Taskwork() {
        if (!BootClasses.isDefined()) {
            throw new IllegalStateException("the taskwork agent is not active in this JVM");
        }
        Entry.counts();
    }

    /** Registers a bean with the platform's server, unless there is one. */
    static void register() throws JMException {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new Taskwork(), new ObjectName(NAME));
        } catch (InstanceAlreadyExistsException e) {
            // An earlier attach has registered it.
        }
    }

    @Override
    public Map<String, Long> getAdds() {
        return counts("adds ");
    }

    @Override
    public long getWakes() {
        return count("wakes");
    }

    @Override
    public long getWakesSaved() {
        return count("wakes saved");
    }

    @Override
    public long getWorks() {
        return count("works");
    }

    @Override
    public long getCallbackErrors() {
        return count("callback errors");
    }

    @Override
    public long getHandlerErrors() {
        return count("handler errors");
    }

    @Override
    public Map<String, Long> getDrains() {
        return counts("drains ");
    }

    @Override
    public Map<String, Long> getLongQueues() {
        return counts("queue ");
    }

    @Override
    public int getPollClasses() {
        return PolledCode.classes();
    }

    @Override
    public int getPolls() {
        return PolledCode.polls();
    }

    @Override
    public int getPollFailures() {
        return PolledCode.failed();
    }

    @Override
    public Map<String, String> getPollFailureReasons() {
        return PolledCode.failures();
    }

    private static long count(String name) {
        return Entry.counts().get(name);
    }

    /** Returns the counts whose names begin with {@code start}, by the rest of their names. */
    private static Map<String, Long> counts(String start) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Entry.counts().forEach((name, count) -> {
            if (name.startsWith(start)) {
                counts.put(name.substring(start.length()), count);
            }
        });
        return counts;
    }
}

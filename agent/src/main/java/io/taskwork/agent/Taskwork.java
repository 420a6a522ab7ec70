// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The counts as a JMX bean, which starts the counting. Made on demand: by the command line, {@code
 * attach PID --jmx}, or by any JMX client, {@code createMBean("io.taskwork.agent.Taskwork", name)}.
 */
public final class Taskwork implements TaskworkMXBean {
    /** The name under which the command line registers it. */
    static final String NAME = "io.taskwork:type=Taskwork";

    private static final String[] MODES = {"NONE", "RESUME", "SIGNAL"}; // as in the API's Notify

    /** For JMX, in a JVM where the agent is active; else {@link IllegalStateException}. */
    public Taskwork() {
        if (!BootClasses.isDefined()) {
            throw new IllegalStateException("the taskwork agent is not active in this JVM");
        }
        Entry.counts();
    }

    /** Puts it into the platform's server, unless it is there. */
    static void register() throws JMException {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new Taskwork(), new ObjectName(NAME));
        } catch (InstanceAlreadyExistsException e) {
            // By an attach before this one.
        }
    }

    @Override
    public Map<String, Long> getAdds() {
        return named(MODES, 0);
    }

    @Override
    public long getWakes() {
        return count(0);
    }

    @Override
    public long getWakesSaved() {
        return count(1);
    }

    @Override
    public long getWorks() {
        return count(2);
    }

    @Override
    public long getCallbackErrors() {
        return count(3);
    }

    @Override
    public long getHandlerErrors() {
        return count(4);
    }

    @Override
    public Map<String, Long> getDrains() {
        return named(Entry.runPoints(), MODES.length + 5);
    }

    private static long count(int afterAdds) {
        return Entry.counts()[MODES.length + afterAdds];
    }

    private static Map<String, Long> named(String[] names, int first) {
        long[] counts = Entry.counts();
        Map<String, Long> named = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            named.put(names[i], counts[first + i]);
        }
        return named;
    }
}

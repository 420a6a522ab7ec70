// SPDX-License-Identifier: Apache-2.0
package io.taskwork.soak;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.ObjectName;

/**
 * Counts the reachable objects of a class by {@code jcmd GC.class_histogram}, which collects first.
 */
final class Histogram {
    /** The classes of which a thread that has ended could leave objects behind. */
    private static final String[] WATCHED = {
        "io.taskwork.boot.Work", "io.taskwork.boot.Target", "io.taskwork.boot.Slot",
        "io.taskwork.boot.Keeper$LateWake", "io.taskwork.boot.OlderThreads$Entry",
        "io.taskwork.boot.Posting", "io.taskwork.TaskWork", "io.taskwork.Call",
        "java.lang.VirtualThread", "java.lang.ThreadLocal$ThreadLocalMap",
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ExclusiveNode",
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$SharedNode",
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode",
        "jdk.internal.vm.StackChunk",
    };

    private final Map<String, Long> counts = new HashMap<>();

    private Histogram(String text) {
        text.lines().map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[0].endsWith(":"))
                .forEach(columns -> counts.put(columns[3], Long.parseLong(columns[1])));
    }

    static Histogram take() throws Exception {
        Object text = ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
        return new Histogram((String) text);
    }

    /** Returns each watched class with more objects than that. */
    Map<String, Long> moreThan(long limit) {
        Map<String, Long> more = new HashMap<>();
        for (String name : WATCHED) {
            long count = counts.getOrDefault(name, 0L);
            if (count > limit) {
                more.put(name, count);
            }
        }
        return more;
    }

    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}

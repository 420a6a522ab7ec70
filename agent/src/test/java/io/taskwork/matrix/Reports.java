// SPDX-License-Identifier: Apache-2.0
package io.taskwork.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Collects what the tests publish: a line for each key, with all its values. */
final class Reports implements TestExecutionListener {
    private final Map<String, List<String>> values = new TreeMap<>();

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach(
                (key, value) -> values.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, all) ->
                text.append(key).append(": ").append(String.join(", ", all)).append('\n'));
        return text.toString();
    }
}

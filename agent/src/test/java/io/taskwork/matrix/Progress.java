// SPDX-License-Identifier: Apache-2.0
package io.taskwork.matrix;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Writes to the log what starts and how it ended, so that it shows where a run hangs. */
final class Progress implements TestExecutionListener {
    private final Map<String, Long> starts = new ConcurrentHashMap<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        starts.put(test.getUniqueId(), System.nanoTime());
        System.out.println("start " + name(test));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        long millis = TimeUnit.NANOSECONDS.toMillis(
                System.nanoTime() - starts.remove(test.getUniqueId()));
        System.out.println(result.getStatus() + " " + name(test) + ", " + millis + " ms");
        result.getThrowable().ifPresent(e -> e.printStackTrace(System.out));
    }

    private static String name(TestIdentifier test) {
        return test.getUniqueId().replaceFirst("^.*?/", "");
    }
}

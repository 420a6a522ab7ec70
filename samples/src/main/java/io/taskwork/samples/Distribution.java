// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** Times in nanoseconds, and how they are distributed. */
final class Distribution {
    /** The percentiles that a picture of it shows. */
    private static final double[] PERCENTS = {10, 25, 50, 75, 90, 99, 99.9, 99.99};

    private final long[] sorted;

    Distribution(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    int size() {
        return sorted.length;
    }

    /** Returns the time that the given percentage of all times does not exceed. */
    long quantile(double percent) {
        return sorted[(int) ((sorted.length - 1) * percent / 100)];
    }

    /** Returns whether {@link #save} writes anything. */
    static boolean isSaved() {
        return System.getProperty("sample.figures") != null;
    }

    /**
     * Appends a line with a name and the quantiles to the file that {@code -Dsample.figures} names,
     * if it names one. A quantile is left out if less than one of the times would exceed it.
     */
    void save(String name) throws IOException {
        String file = System.getProperty("sample.figures");
        if (file == null) {
            return;
        }
        StringBuilder line = new StringBuilder(name);
        for (double percent : PERCENTS) {
            if (percent <= 50 || sorted.length * (100 - percent) >= 100) {
                String number = percent % 1 == 0 ? "%.0f" : "%s";
                line.append(String.format(
                        Locale.ROOT, "\tp" + number + "=%d", percent, quantile(percent)));
            }
        }
        Files.writeString(Path.of(file), line.append('\n'), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/** Runs variants in turn in a forked program, for a slice of time each, and reports figures. */
final class Slices {
    private final String row;
    private final Map<String, Callable<Map<String, Double>>> variants = new LinkedHashMap<>();

    Slices(String row) {
        this.row = row;
    }

    /** Adds a variant; the others are compared with the first. */
    Slices with(String variant, Callable<Map<String, Double>> slice) {
        variants.put(variant, slice);
        return this;
    }

    /** Runs one round more, which warms up and is not counted. It reports only at the end. */
    void run(int rounds) throws Exception {
        List<Sample> samples = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Callable<Map<String, Double>>> variant : variants.entrySet()) {
                Map<String, Double> figures = variant.getValue().call();
                if (round >= 0) {
                    samples.add(new Sample(row, variant.getKey(), round, figures));
                }
            }
        }
        samples.forEach(Slices::say);
    }

    /** Reports a sample to the harness, which reads what this JVM prints. */
    static void say(Sample sample) {
        System.out.println(new JsonMapper().writeValueAsString(sample));
    }

    /** Returns what a table and a chart need of a distribution of nanoseconds. */
    static Map<String, Double> percentiles(Histogram nanos) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (double p : new double[] {10, 25, 50, 75, 90, 99, 99.9, 99.99}) {
            if (nanos.getTotalCount() >= 1 / (1 - p / 100)) {
                String name = "p" + (p == Math.rint(p) ? String.valueOf((int) p) : p);
                figures.put(name, (double) nanos.getValueAtPercentile(p));
            }
        }
        figures.put("max", (double) nanos.getMaxValue());
        figures.put("count", (double) nanos.getTotalCount());
        return figures;
    }

    /** Makes a histogram for times of up to ten seconds. */
    static Histogram histogram() {
        return new Histogram(1, 10_000_000_000L, 3);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 1L, histogram.getHighestTrackableValue()));
    }
}

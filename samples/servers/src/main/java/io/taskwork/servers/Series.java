// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The windows of one server; the n-th windows of two servers were measured side by side. */
final class Series {
    private final List<Trial> trials = new ArrayList<>();

    void add(Trial trial) {
        trials.add(trial);
    }

    long answers() {
        return trials.stream().mapToLong(Trial::answers).sum();
    }

    /** Returns the median, as the other figures of a series do. */
    double rate() {
        return sorted(Trial::rate)[trials.size() / 2];
    }

    double cpuMicros() {
        return sorted(Trial::cpuMicros)[trials.size() / 2];
    }

    double[] ratesTo(Series base) {
        return ratios(base, Trial::rate);
    }

    double[] costsTo(Series base) {
        return ratios(base, Trial::cpuMicros);
    }

    private double[] sorted(ToDoubleFunction<Trial> figure) {
        return trials.stream().mapToDouble(figure).sorted().toArray();
    }

    private double[] ratios(Series base, ToDoubleFunction<Trial> figure) {
        double[] ratios = new double[trials.size()];
        Arrays.setAll(ratios, i -> figure.applyAsDouble(trials.get(i))
                / figure.applyAsDouble(base.trials.get(i)));
        Arrays.sort(ratios);
        return ratios;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that an experiment measured, and on which machine. The report is made from its JSON file. */
record Run(String experiment, String size, String command, String machine, String date,
        List<Sample> samples) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The median, lowest and highest value of the rounds. */
    record Spread(double median, double lowest, double highest) {
        static Spread of(double... values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
        }
    }

    static Run read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Run.class);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }

    /** Returns the options that were given to each measured JVM, or the empty string. */
    String options() {
        return Measured.optionsIn(command);
    }

    /** Returns the rows in the order in which they were measured. */
    List<String> rows() {
        return samples.stream().map(Sample::row).distinct().toList();
    }

    /** Returns the variants of a row; the others are compared with the first. */
    List<String> variants(String row) {
        return samples.stream().filter(s -> s.row().equals(row))
                .map(Sample::variant).distinct().toList();
    }

    boolean has(String row, String variant, String figure) {
        return !values(row, variant, figure).isEmpty();
    }

    /** Returns null if it was not measured. */
    Spread spread(String row, String variant, String figure) {
        NavigableMap<Integer, Double> values = values(row, variant, figure);
        return values.isEmpty() ? null
                : Spread.of(values.values().stream().mapToDouble(v -> v).toArray());
    }

    /** Returns the spread of the ratios within each round, or null if there are none. */
    Spread ratio(String row, String variant, String base, String figure) {
        double[] ratios = ratios(row, variant, base, figure);
        return ratios.length == 0 ? null : Spread.of(ratios);
    }

    /** Returns the ratios within each round that has both, in the order of the rounds. */
    double[] ratios(String row, String variant, String base, String figure) {
        NavigableMap<Integer, Double> bases = values(row, base, figure);
        return values(row, variant, figure).entrySet().stream()
                .filter(e -> bases.containsKey(e.getKey()) && bases.get(e.getKey()) > 0)
                .mapToDouble(e -> e.getValue() / bases.get(e.getKey())).toArray();
    }

    /** Returns the ratio of the least values of all rounds, since disturbances can only add. */
    OptionalDouble leastRatio(String row, String variant, String base, String figure) {
        OptionalDouble least = least(row, variant, figure);
        OptionalDouble of = least(row, base, figure);
        return least.isEmpty() || of.isEmpty() || of.getAsDouble() <= 0 ? OptionalDouble.empty()
                : OptionalDouble.of(least.getAsDouble() / of.getAsDouble());
    }

    private OptionalDouble least(String row, String variant, String figure) {
        DoubleStream values = values(row, variant, figure).values().stream().mapToDouble(v -> v);
        return values.min();
    }

    private NavigableMap<Integer, Double> values(String row, String variant, String figure) {
        NavigableMap<Integer, Double> values = new TreeMap<>();
        for (Sample s : samples) {
            Double value = s.figures().get(figure);
            if (s.row().equals(row) && s.variant().equals(variant)
                    && value != null && !value.isNaN()) {
                values.put(s.round(), value);
            }
        }
        return values;
    }
}

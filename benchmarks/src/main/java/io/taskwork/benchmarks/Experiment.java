// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.List;
import java.util.OptionalDouble;

/** One question, how it is measured, and how its answer is shown. */
interface Experiment {
    /** A column of the table: a figure, its heading and what to divide it by. */
    record Column(String figure, String heading, double divisor) {}

    /** How rows and variants become a picture. */
    enum Kind {
        /** A bar for each variant of a row: ratio to the first variant, with its spread. */
        RATIOS,
        /** A line for each variant: the figures of a distribution, from p10 to p99.99. */
        DISTRIBUTION,
        /** A line for each variant: the rows' numbers to the right, the figure upwards. */
        SCALING
    }

    /** Of the rows whose names match. */
    record Chart(String file, Kind kind, String title, String rows, String figure) {}

    /** What was asked for, what came out; {@code met} is null if it was not measured. */
    record Goal(String text, String figure, Boolean met) {
        static Goal atMost(String text, double limit, Double figure) {
            return of(text, figure, figure == null ? null : figure <= limit);
        }

        static Goal atLeast(String text, double limit, Double figure) {
            return of(text, figure, figure == null ? null : figure >= limit);
        }

        /** Of a ratio within rounds; the ratio of processor time stands beside it. */
        static Goal ratioAtMost(String text, double limit,
                Run run, String row, String variant, String base) {
            Run.Spread ratio = run.ratio(row, variant, base, "ns");
            Goal goal = atMost(text, limit, ratio == null ? null : ratio.median());
            OptionalDouble cpu = run.leastRatio(row, variant, base, "cpu");
            return cpu.isEmpty() ? goal : new Goal(text,
                    goal.figure() + " (cpu " + Table.number(cpu.getAsDouble()) + ")", goal.met());
        }

        private static Goal of(String text, Double figure, Boolean met) {
            return new Goal(text, figure == null ? "not measured" : Table.number(figure), met);
        }
    }

    /** What the command line calls it. */
    String name();

    /** Its heading and the lines under it in the report. */
    String about();

    void measure(Bench bench) throws Exception;

    /** Beside the ratio of {@link #ratioOf}. */
    List<Column> columns();

    /** The figure whose ratio to the first variant stands first. */
    default String ratioOf() {
        return "ns";
    }

    default List<Chart> charts() {
        return List.of();
    }

    default List<Goal> goals(Run run) {
        return List.of();
    }
}

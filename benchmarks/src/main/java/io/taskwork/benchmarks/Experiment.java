// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.List;
import java.util.OptionalDouble;

/** A question, how to measure its answer, and how to show it. */
interface Experiment {
    /** A column of the table: a figure, its heading and what to divide it by. */
    record Column(String figure, String heading, double divisor) {}

    /** The way in which rows and variants become a picture. */
    enum Kind {
        /** A bar for each variant of a row: its ratio to the first variant, with the spread. */
        RATIOS,
        /** A line for each variant: the figures of a distribution, from p10 to p99.99. */
        DISTRIBUTION,
        /** A line for each variant: the rows' numbers to the right, the figure upwards. */
        SCALING
    }

    /** A chart of the rows whose names match. */
    record Chart(String file, Kind kind, String title, String rows, String figure) {}

    /** A goal and the figure that was measured; {@code met} is null if there is none. */
    record Goal(String text, String figure, Boolean met) {
        static Goal atMost(String text, double limit, Double figure) {
            return of(text, figure, figure == null ? null : figure <= limit);
        }

        static Goal atLeast(String text, double limit, Double figure) {
            return of(text, figure, figure == null ? null : figure >= limit);
        }

        /** Returns a goal for a ratio within rounds, with the ratio of processor time beside it. */
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

    /** A goal that cannot be met, and why in one line; the experiment's notes have the proof. */
    record Retired(String text, String reason) {}

    /** Returns its name on the command line. */
    String name();

    /** Returns its heading in the report and the lines below it. */
    String about();

    void measure(Bench bench) throws Exception;

    /** Returns the columns that follow the ratio of {@link #ratioOf}. */
    List<Column> columns();

    /** Returns the figure whose ratio to the first variant is the first column. */
    default String ratioOf() {
        return "ns";
    }

    default List<Chart> charts() {
        return List.of();
    }

    default List<Goal> goals(Run run) {
        return List.of();
    }

    /** Returns the goals that were given up, each with what forbids it. */
    default List<Retired> retired() {
        return List.of();
    }

    /** Returns its rows of the table that opens the report, as far as the run has them. */
    default List<Versus> summary(Run run) {
        return List.of();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Experiment.Column;
import io.taskwork.benchmarks.Run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shows the figures of a run as tables in Markdown, which are also readable on a terminal. */
final class Table {
    private Table() {}

    /** Returns a table for each row: ratios first, then absolute figures with the baseline's. */
    static String of(Experiment experiment, Run run) {
        StringBuilder text = new StringBuilder();
        for (String row : run.rows()) {
            List<String> variants = run.variants(row);
            List<Column> columns = experiment.columns().stream()
                    .filter(c -> variants.stream().anyMatch(v -> run.has(row, v, c.figure())))
                    .toList();
            boolean cpu = variants.stream().anyMatch(v -> run.has(row, v, "cpu"));
            boolean ratio = variants.size() > 1
                    && run.has(row, variants.getFirst(), experiment.ratioOf());
            List<String> heading = new ArrayList<>(List.of(row));
            if (ratio) {
                heading.add("ratio (lowest to highest)");
                if (cpu) {
                    heading.add("cpu ratio");
                }
            }
            columns.forEach(c -> heading.add(c.heading()));
            text.append(line(heading)).append(line(heading.stream()
                    .map(h -> h.equals(row) ? "---" : "---:").toList()));
            for (String variant : variants) {
                List<String> cells = new ArrayList<>(List.of(variant));
                if (ratio) {
                    cells.add(ratio(run.ratio(
                            row, variant, variants.getFirst(), experiment.ratioOf())));
                    if (cpu) {
                        OptionalDouble r = run.leastRatio(row, variant, variants.getFirst(), "cpu");
                        cells.add(r.isPresent() ? number(r.getAsDouble()) : "");
                    }
                }
                for (Column c : columns) {
                    Spread s = run.spread(row, variant, c.figure());
                    cells.add(s == null ? "" : number(s.median() / c.divisor()));
                }
                text.append(line(cells));
            }
            text.append('\n');
        }
        return text.toString();
    }

    static String ratio(Spread r) {
        return r == null ? "" : "%s (%s to %s)".formatted(
                number(r.median()), number(r.lowest()), number(r.highest()));
    }

    static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** Returns about three digits, or all digits before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f"
                : size >= 0.01 || size == 0 ? "%.3f" : "%.5f";
        return String.format(Locale.ROOT, format, value);
    }
}

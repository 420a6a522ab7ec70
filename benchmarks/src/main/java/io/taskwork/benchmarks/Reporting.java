// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Measures experiments, stores what they gave, and says how long each took. */
final class Reporting {
    private Reporting() {}

    /** Takes a regular expression for rows, or null. The report is written after each of them. */
    static void measure(List<Experiment> experiments, Size size, String rows,
            Path results, Path docs) throws Exception {
        StringBuilder minutes = new StringBuilder("\nMinutes of each experiment:\n");
        double total = 0;
        for (Experiment experiment : experiments) {
            String command = Measured.command("report %s %s".formatted(
                    size.name().toLowerCase(Locale.ROOT), experiment.name()));
            long start = System.nanoTime();
            Run run = new Bench(size, 0, rows).run(experiment, command);
            run.write(Measured.folder(results).resolve(experiment.name() + ".json"));
            Report.write(results, docs);
            double took = (System.nanoTime() - start) / 60e9;
            total += took;
            minutes.append(line(experiment.name(), took));
            System.out.printf("%n%s%n%s", experiment.name(), Table.of(experiment, run));
        }
        System.out.print(minutes.append(line("all", total)));
    }

    private static String line(String name, double minutes) {
        return String.format(Locale.ROOT, "%-12s %5.1f%n", name, minutes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Experiment.Chart;
import io.taskwork.benchmarks.Experiment.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes {@code benchmarks.md} and its charts from the JSON of the runs, and from nothing else. */
final class Report {
    private static final String HEAD = """
            # Benchmarks

            Written by `java -jar benchmarks/target/benchmarks.jar report` from the JSON files in
            [benchmarks/results](../benchmarks/results). How it is measured, and how to run each:
            [benchmarks/README.md](../benchmarks/README.md).

            Ratios come first. Variants were measured in turn, and each ratio is one within a round;
            the tables show median, lowest and highest of the rounds. *cpu ratio* is the least
            processor time of all rounds against that of the first variant; it is the better figure
            on a busy machine. The load is that of the machine when the measurement began.

            ## Goals

            """;

    private Report() {}

    /** Writes the page. The results may lack experiments, and may have notes in {@code NAME.md}. */
    static void write(Path results, Path docs) throws IOException {
        StringBuilder goals = new StringBuilder(Table.line(List.of("", "goal", "figure", "met"))
                + "|---|---|---:|---|\n");
        StringBuilder sections = new StringBuilder();
        for (Experiment experiment : Main.EXPERIMENTS) {
            Path file = results.resolve(experiment.name() + ".json");
            if (Files.exists(file)) {
                Run run = Run.read(file);
                for (Goal goal : experiment.goals(run)) {
                    goals.append(Table.line(List.of(link(experiment), goal.text(), goal.figure(),
                            goal.met() == null ? "?" : goal.met() ? "yes" : "**no**")));
                }
                sections.append(section(experiment, run, results, docs.resolve("benchmarks")));
            }
        }
        Files.createDirectories(docs);
        Files.writeString(docs.resolve("benchmarks.md"), HEAD + goals + sections);
    }

    private static String section(Experiment experiment, Run run, Path results, Path pictures)
            throws IOException {
        StringBuilder text = new StringBuilder("\n## " + title(experiment) + "\n\n");
        text.append(experiment.about().substring(title(experiment).length()).strip());
        text.append("\n\n    ").append(run.command());
        text.append("\n    ").append(run.date()).append("; ").append(run.machine()).append("\n\n");
        Path notes = results.resolve(experiment.name() + ".md");
        if (Files.exists(notes)) {
            text.append(Files.readString(notes).strip()).append("\n\n");
        }
        List<String> drawn = new ArrayList<>();
        for (Chart chart : experiment.charts()) {
            if (Charts.draw(chart, run, pictures)) {
                drawn.add("![" + chart.title() + "](benchmarks/" + chart.file() + ".svg)\n\n");
            }
        }
        drawn.forEach(text::append);
        return text.append(Table.of(experiment, run)).toString();
    }

    /** Returns the first line of the experiment's text. */
    private static String title(Experiment experiment) {
        return experiment.about().lines().findFirst().orElseThrow();
    }

    private static String link(Experiment experiment) {
        return "[" + experiment.name() + "](#" + title(experiment).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "").replace(' ', '-') + ")";
    }
}

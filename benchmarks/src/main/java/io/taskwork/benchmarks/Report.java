// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Experiment.Chart;
import io.taskwork.benchmarks.Experiment.Goal;
import io.taskwork.benchmarks.Experiment.Retired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes {@code benchmarks.md} and its charts from the JSON of the runs, and from nothing else. Each
 * folder below the results, such as {@code 27}, becomes a page of its own.
 */
final class Report {
    private static final String NAME = "benchmarks";

    private static final String HEAD = """
            Written by `java -jar benchmarks/target/benchmarks.jar report` from the JSON files in
            [benchmarks/results](../benchmarks/results). How it is measured, and how to run each:
            [benchmarks/README.md](../benchmarks/README.md).
            """;

    private static final String HOW = """
            ## How to read the rest

            Variants were measured in turn, and each ratio is one within a round; the tables show
            median, lowest and highest of the rounds. *cpu ratio* is the least processor time of all
            rounds against that of the first variant; it is the better figure on a busy machine. The
            load is that of the machine when the measurement began.
            """;

    private final Path results;
    private final Path docs;
    private final String page;
    private final Map<Experiment, Run> runs = new LinkedHashMap<>();

    private Report(Path results, Path docs, String page) throws IOException {
        this.results = results;
        this.docs = docs;
        this.page = page;
        for (Experiment experiment : Main.EXPERIMENTS) {
            Path file = results.resolve(experiment.name() + ".json");
            if (Files.exists(file)) {
                runs.put(experiment, Run.read(file));
            }
        }
    }

    /** Writes all pages. The results may lack experiments, and may have notes in NAME.md. */
    static void write(Path results, Path docs) throws IOException {
        List<String> others = folders(results);
        StringBuilder links = new StringBuilder();
        for (String other : others) {
            String page = NAME + "-" + other;
            new Report(results.resolve(other), docs, page).write(
                    "# Benchmarks: " + other + "\n\n" + HEAD
                    + "Those of the main release, and the notes: [%1$s.md](%1$s.md).\n"
                    .formatted(NAME));
            links.append("%s [%s](%s.md)".formatted(links.isEmpty() ? "" : ",", other, page));
        }
        new Report(results, docs, NAME).write("# Benchmarks\n\n" + HEAD
                + (others.isEmpty() ? "" : "The same on other releases, or with other options:"
                        + links + ".\n"));
    }

    private static List<String> folders(Path results) throws IOException {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results)) {
            return files.filter(Files::isDirectory).map(f -> f.getFileName().toString())
                    .sorted().toList();
        }
    }

    private void write(String head) throws IOException {
        List<Versus> rows = new ArrayList<>();
        runs.forEach((experiment, run) -> rows.addAll(experiment.summary(run)));
        rows.sort(Comparator.comparing(Versus::idle)); // a stable sort: the others stay in order
        Path pictures = docs.resolve(page);
        StringBuilder text = new StringBuilder(head).append(options()).append('\n');
        text.append(Summary.of(rows, pictures)).append(goals()).append('\n').append(HOW);
        for (Map.Entry<Experiment, Run> entry : runs.entrySet()) {
            text.append(section(entry.getKey(), entry.getValue(), pictures));
        }
        Files.createDirectories(docs);
        Files.writeString(docs.resolve(page + ".md"), text);
    }

    /** Names the options that the measured JVMs had besides those of each experiment. */
    private String options() {
        List<String> all = runs.values().stream().map(Run::options).distinct().toList();
        return all.isEmpty() || all.equals(List.of("")) ? "" : "The measured JVMs had also: "
                + String.join("; or ", all.stream()
                        .map(o -> o.isEmpty() ? "none" : "`" + o + "`").toList()) + ".\n";
    }

    private String goals() {
        StringBuilder goals = new StringBuilder("## Goals\n\n"
                + Table.line(List.of("", "goal", "figure", "met")) + "|---|---|---:|---|\n");
        StringBuilder retired = new StringBuilder();
        runs.forEach((experiment, run) -> {
            for (Goal goal : experiment.goals(run)) {
                goals.append(Table.line(List.of(link(experiment), goal.text(), goal.figure(),
                        goal.met() == null ? "?" : goal.met() ? "yes" : "**no**")));
            }
            for (Retired goal : experiment.retired()) {
                retired.append("* %s: %s. %s.\n".formatted(
                        link(experiment), goal.text(), goal.reason()));
            }
        });
        return goals + (retired.isEmpty() || !page.equals(NAME) ? "" : "\n## Goals given up\n\n"
                + "Each link leads to the notes with the proof.\n\n" + retired);
    }

    private String section(Experiment experiment, Run run, Path pictures) throws IOException {
        StringBuilder text = new StringBuilder("\n## " + title(experiment) + "\n\n");
        text.append(experiment.about().substring(title(experiment).length()).strip());
        text.append("\n\n    ").append(run.command());
        text.append("\n    ").append(run.date()).append("; ").append(run.machine()).append("\n\n");
        Path notes = results.resolve(experiment.name() + ".md");
        if (Files.exists(notes)) {
            text.append(Files.readString(notes).strip()).append("\n\n");
        }
        for (Chart chart : experiment.charts()) {
            if (Charts.draw(chart, run, pictures)) {
                text.append("![%s](%s/%s.svg)\n\n".formatted(chart.title(), page, chart.file()));
            }
        }
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the report from stored JSON, which {@code report tiny} once gave for each experiment. */
final class ReportTest {
    private static final Path STORED = Path.of("src/test/resources/results");

    @TempDir
    private Path docs;

    @Test
    void everyExperimentHasGoalsFiguresAndCharts() throws Exception {
        Report.write(STORED, docs);
        String report = Files.readString(docs.resolve("benchmarks.md"));
        for (Experiment experiment : Main.EXPERIMENTS) {
            Run run = Run.read(STORED.resolve(experiment.name() + ".json"));
            assertTrue(report.contains("    " + run.command() + "\n"), experiment.name());
            assertTrue(report.contains("; " + run.machine() + "\n"), experiment.name());
            for (Experiment.Goal goal : experiment.goals(run)) {
                assertTrue(report.contains("| " + goal.text() + " | "), goal.text());
            }
        }
    }

    @Test
    void everyChartThatIsNamedIsThereAndIsSvg() throws Exception {
        Report.write(STORED, docs);
        Matcher charts = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)")
                .matcher(Files.readString(docs.resolve("benchmarks.md")));
        List<String> named = charts.results().map(r -> r.group(1)).toList();
        for (String chart : named) {
            DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
            xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            assertEquals("svg", xml.newDocumentBuilder().parse(docs.resolve(chart).toFile())
                    .getDocumentElement().getTagName(), chart);
        }
        try (Stream<Path> files = Files.list(docs.resolve("benchmarks"))) {
            assertEquals(named.size(), files.count());
        }
        assertTrue(named.size() >= Main.EXPERIMENTS.size());
    }

    @Test
    void aGoalIsMetOrNotByTheMedianOfTheRatiosWithinRounds() throws IOException {
        Run run = trip(sample("queueAndUnpark", 0, 100), sample("signal", 0, 200),
                sample("queueAndUnpark", 1, 1_000), sample("signal", 1, 1_010),
                sample("queueAndUnpark", 2, 10), sample("signal", 2, 10));
        run.write(docs.resolve("trip.json"));
        Run read = Run.read(docs.resolve("trip.json"));
        assertEquals(run, read);
        assertEquals(new Run.Spread(1.01, 1.0, 2.0),
                read.ratio("round trip", "signal", "queueAndUnpark", "ns"));
        List<Experiment.Goal> goals = new RoundTrip().goals(read);
        assertEquals("1.01", goals.getFirst().figure()); // these have no processor time
        assertTrue(goals.getFirst().met());
        assertEquals(null, goals.getLast().met());
        assertFalse(Experiment.Goal.atMost("", 1, 1.001).met());
        assertFalse(Experiment.Goal.atLeast("", 1, 0.999).met());
    }

    private static Run trip(Sample... samples) {
        return new Run("trip", "tiny", "command", "machine", "2026-11-22", List.of(samples));
    }

    private static Sample sample(String variant, int round, double nanos) {
        return new Sample("round trip", variant, round, Map.of("ns", nanos));
    }

    @Test
    void thePageBeginsWithATableAndAPictureOfTheRowsThatWereMeasured() throws IOException {
        Report.write(STORED, docs);
        List<String> lines = Files.readAllLines(docs.resolve("benchmarks.md"));
        assertEquals("## Taskwork against by hand", lines.stream()
                .filter(l -> l.startsWith("## ")).findFirst().orElseThrow());
        List<Versus> rows = new ArrayList<>();
        for (Experiment experiment : Main.EXPERIMENTS) {
            rows.addAll(experiment.summary(
                    Run.read(STORED.resolve(experiment.name() + ".json"))));
        }
        String picture = Files.readString(docs.resolve("benchmarks/summary.svg"));
        for (Versus row : rows) {
            assertTrue(lines.stream().anyMatch(l -> l.startsWith(
                    "| " + row.what() + " | " + row.hand() + " | ")), row.what());
            assertTrue(picture.contains(row.what().replace("`", "")), row.what());
        }
        assertTrue(rows.size() >= 20, "only " + rows.size());
    }

    @Test
    void aRowThatWasNotMeasuredIsLeftOut() throws IOException {
        trip(sample("signal", 0, 2), sample("unpark", 0, 1)).write(docs.resolve("trip.json"));
        Report.write(docs, docs);
        String report = Files.readString(docs.resolve("benchmarks.md"));
        assertFalse(report.contains("Taskwork against by hand"), report);
        assertFalse(Files.exists(docs.resolve("benchmarks/summary.svg")));
    }

    @Test
    void whoWinsASummaryRow() {
        assertEquals(Versus.Winner.EQUAL, winner(0.9, 1.05, 1.1));
        assertEquals(Versus.Winner.EQUAL, winner(0.9, 0.95, 1.0));
        assertEquals(Versus.Winner.HAND, winner(0.9, 1.06, 1.1));
        assertEquals(Versus.Winner.TASKWORK, winner(0.5, 0.94, 2.0));
        assertEquals(Versus.Winner.HAND, winner(1.01, 1.02, 1.03));
        assertEquals(Versus.Winner.TASKWORK, winner(0.97, 0.98, 0.99));
    }

    private static Versus.Winner winner(double lowest, double median, double highest) {
        return new Versus("", "", "", "", new Run.Spread(median, lowest, highest), 3).winner();
    }

    /** More works per second is less time for each. */
    @Test
    void aRateIsTurned() {
        Run run = new Run("echo", "tiny", "command", "machine", "2026-11-22", List.of(
                new Sample("echo", "SIGNAL, parked", 0, Map.of("rate", 200.0)),
                new Sample("echo", "queue, unpark", 0, Map.of("rate", 100.0))));
        Versus row = new Echo().summary(run).getFirst();
        assertEquals(0.5, row.ratio().median());
        assertEquals("200/s", row.ours());
        assertEquals(Versus.Winner.TASKWORK, row.winner());
    }

    @Test
    void goalsThatWereGivenUpAreListedWithTheirReason() throws IOException {
        Report.write(STORED, docs);
        String report = Files.readString(docs.resolve("benchmarks.md"));
        for (Experiment experiment : Main.EXPERIMENTS) {
            for (Experiment.Retired goal : experiment.retired()) {
                assertTrue(report.contains(": " + goal.text() + ". " + goal.reason() + "."),
                        goal.text());
            }
        }
    }

    @Test
    void aFolderBelowTheResultsIsAPageOfItsOwn() throws IOException {
        new Run("trip", "tiny", "java -Dtaskwork.options=\"-XX:-A -Xint\" -jar x", "machine",
                "2026-11-22", List.of(sample("queueAndUnpark", 0, 1), sample("signal", 0, 2)))
                .write(docs.resolve("27-options/trip.json"));
        Report.write(docs, docs);
        String main = Files.readString(docs.resolve("benchmarks.md"));
        assertTrue(main.contains("[27-options](benchmarks-27-options.md)"), main);
        String page = Files.readString(docs.resolve("benchmarks-27-options.md"));
        assertTrue(page.contains("The measured JVMs had also: `-XX:-A -Xint`."), page);
        assertTrue(page.contains("](benchmarks-27-options/summary.svg)"), page);
        assertTrue(Files.exists(docs.resolve("benchmarks-27-options/summary.svg")));
    }

    /** Maven checks the name before it builds anything; a new experiment must be in its list. */
    @Test
    void mavenKnowsEveryExperiment() throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        Matcher names = Pattern.compile("<benches>(.*)</benches>").matcher(pom);
        assertTrue(names.find());
        List<String> known = List.of(names.group(1).split("\\|"));
        for (Experiment experiment : Main.EXPERIMENTS) {
            assertTrue(known.contains(experiment.name()), experiment.name());
        }
    }
}

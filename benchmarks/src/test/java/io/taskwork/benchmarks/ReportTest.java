// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Run run = new Run("trip", "tiny", "command", "machine", "2026-11-22", List.of(
                sample("unpark", 0, 100), sample("signal", 0, 200),
                sample("unpark", 1, 1_000), sample("signal", 1, 1_010),
                sample("unpark", 2, 10), sample("signal", 2, 10)));
        run.write(docs.resolve("trip.json"));
        Run read = Run.read(docs.resolve("trip.json"));
        assertEquals(run, read);
        assertEquals(new Run.Spread(1.01, 1.0, 2.0),
                read.ratio("round trip", "signal", "unpark", "ns"));
        List<Experiment.Goal> goals = new RoundTrip().goals(read);
        assertEquals("1.01", goals.getFirst().figure()); // these have no processor time
        assertTrue(goals.getFirst().met());
        assertEquals(null, goals.getLast().met());
        assertFalse(Experiment.Goal.atMost("", 1, 1.001).met());
        assertFalse(Experiment.Goal.atLeast("", 1, 0.999).met());
    }

    private static Sample sample(String variant, int round, double nanos) {
        return new Sample("round trip", variant, round, Map.of("ns", nanos));
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.matrix;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the integration tests that have a tag, in this JVM, as {@code .ci/matrix} does on each JDK.
 * The arguments are a tag expression, a file for what the tests print, and optionally a pattern for
 * names of classes. It prints what failed, what the tests report, and how many passed. Classes with
 * a failure are run a second time, and that run counts: what failed once must be looked at, but
 * many tests of many JDKs on a busy machine would seldom all pass. The exit code is 1 if anything
 * failed twice.
 */
final class TaggedTests {
    private static final int STACK_LINES = 12;

    private TaggedTests() {}

    public static void main(String[] args) throws Exception {
        PrintStream console = System.out;
        PrintWriter writer = new PrintWriter(console, true);
        TestExecutionSummary counts;
        try (PrintStream log = new PrintStream(args[1])) {
            System.setOut(log);
            System.setErr(log);
            Reports reports = new Reports();
            TestExecutionSummary summary = run(args[0], args.length > 2 ? args[2] : ".*IT", reports);
            print(writer, summary, reports);
            counts = summary;
            if (summary.getTotalFailureCount() > 0) {
                writer.println("the classes with failures, again:");
                Reports again = new Reports();
                counts = run(args[0], classesOf(summary), again);
                print(writer, counts, again);
            }
        }
        // Threads of a test that failed may be alive.
        Runtime.getRuntime().halt(
                counts.getTotalFailureCount() == 0 && counts.getTestsSucceededCount() > 0 ? 0 : 1);
    }

    private static void print(PrintWriter writer, TestExecutionSummary summary, Reports reports) {
        writer.print(reports);
        summary.printFailuresTo(writer, STACK_LINES);
        writer.printf("%d passed, %d failed, %d skipped%n", summary.getTestsSucceededCount(),
                summary.getTotalFailureCount(),
                summary.getTestsSkippedCount() + summary.getTestsAbortedCount());
        writer.flush();
    }

    /** Returns a pattern for the names of the classes in which something failed. */
    private static String classesOf(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> UniqueId.parse(failure.getTestIdentifier().getUniqueId()))
                .flatMap(id -> id.getSegments().stream())
                .filter(segment -> segment.getType().equals("class"))
                .map(segment -> Pattern.quote(segment.getValue()))
                .distinct().collect(Collectors.joining("|"));
    }

    private static TestExecutionSummary run(String tags, String classes, Reports reports) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(
                        Set.of(Path.of("target", "test-classes"))))
                .filters(ClassNameFilter.includeClassNamePatterns(classes),
                        TagFilter.includeTags(tags))
                .build();
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        launcher.execute(request, summary, reports, new Progress());
        return summary.getSummary();
    }
}

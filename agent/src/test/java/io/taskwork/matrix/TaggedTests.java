// SPDX-License-Identifier: Apache-2.0
package io.taskwork.matrix;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
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
 * Arguments: a tag expression, a file for what the tests print, and perhaps a pattern for names of
 * classes. Prints what failed, what the tests report, and how many passed; exit code 1 if not all
 * did.
 */
final class TaggedTests {
    private static final int STACK_LINES = 12;

    private TaggedTests() {}

    public static void main(String[] args) throws Exception {
        PrintStream console = System.out;
        Reports reports = new Reports();
        TestExecutionSummary summary;
        try (PrintStream log = new PrintStream(args[1])) {
            System.setOut(log);
            System.setErr(log);
            summary = run(args[0], args.length > 2 ? args[2] : ".*IT", reports);
        }
        console.print(reports);
        PrintWriter writer = new PrintWriter(console, true);
        summary.printFailuresTo(writer, STACK_LINES);
        long failed = summary.getTotalFailureCount();
        long skipped = summary.getTestsSkippedCount() + summary.getTestsAbortedCount();
        console.printf("%d passed, %d failed, %d skipped%n",
                summary.getTestsSucceededCount(), failed, skipped);
        console.flush();
        // Threads of a test that failed may be alive.
        Runtime.getRuntime().halt(failed == 0 && summary.getTestsSucceededCount() > 0 ? 0 : 1);
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

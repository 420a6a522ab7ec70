// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs all checks, at least once, until the time is over. The arguments are CALM or RAIN,
 * milliseconds, a seed, and names, or none for all. It prints a line for each check, and then what
 * the rain did.
 */
final class ConformanceMain {
    /** Exit code: a check hangs. */
    static final int STUCK = 4;

    /** The limit for one check. */
    private static final Duration LIMIT =
            Duration.ofSeconds(Long.getLong("conformance.limit", 40));

    private ConformanceMain() {}

    public static void main(String[] args) throws Exception {
        long end = System.nanoTime() + Duration.ofMillis(Long.parseLong(args[1])).toNanos();
        List<Check> checks = Check.all().stream()
                .filter(check -> args.length == 3 || List.of(args).contains(check.name()))
                .toList();
        Rain rain = null;
        Thread falling = null;
        if (args[0].equals("RAIN")) {
            rain = new Rain(new SplittableRandom(Long.parseLong(args[2])));
            falling = Thread.ofPlatform().name("rain").daemon().start(rain);
        }
        String[] failures = new String[checks.size()];
        int rounds = 0;
        do {
            for (int i = 0; i < failures.length; i++) {
                String failure = run(checks.get(i), rain);
                failures[i] = failures[i] == null ? failure : failures[i];
            }
            rounds++;
        } while (System.nanoTime() < end);
        for (int i = 0; i < failures.length; i++) {
            System.out.println((failures[i] == null ? "PASS " : "FAIL ") + checks.get(i).name()
                    + (failures[i] == null ? "" : ": " + failures[i]));
        }
        System.out.println("rounds " + rounds
                + ", SIGNALs " + (rain == null ? 0 : rain.end(falling)));
    }

    /**
     * Runs a check on a virtual thread, on which the rain falls as well. Returns null if it passes.
     */
    private static String run(Check check, Rain rain) throws Exception {
        Scope scope = new Scope(rain == null ? thread -> {} : rain::fallOn, rain == null);
        Subject subject = scope.start(() -> {
            check.body().run(scope);
            return null;
        });
        if (!subject.thread.join(LIMIT)) {
            System.out.println("STUCK " + check.name());
            dumpThreads();
            System.out.flush();
            Runtime.getRuntime().halt(STUCK);
        }
        try {
            subject.result();
            scope.end();
            return null;
        } catch (AssertionError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause + " at " + List.of(cause.getStackTrace()).stream()
                    .filter(frame -> frame.getFileName() != null
                            && frame.getFileName().endsWith("Checks.java"))
                    .findFirst().orElse(null);
        }
    }

    private static void dumpThreads() throws Exception {
        Path file = Files.createTempDirectory("taskwork-conformance").resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(
                file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        System.out.println(Files.readString(file));
    }
}

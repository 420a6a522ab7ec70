// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code fput}: threads share open files, and each file is closed by the thread that opened it,
 * whoever drops the last reference: at once, when that thread resumes, or when it exits.
 *
 * <p>{@code Fput [files]}, 20,000 by default. It exits with 0 if every file was closed as promised,
 * with 1 if not, and with 2 if it was not started correctly.
 */
public final class Fput {
    private static final int DEFAULT_FILES = 20_000;
    private static final int MAX_FILES = 1_000_000;

    /** The descriptors left to the JVM, for jars that it may still open. */
    private static final int RESERVE = 64;

    private Fput() {}

    /**
     * Runs the sample.
     *
     * @param args how many files, or nothing
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args));
    }

    private static int run(String[] args) {
        int files;
        try {
            files = files(args);
        } catch (IllegalArgumentException e) {
            System.err.println("fput: " + e.getMessage());
            return 2;
        }
        if (TaskWorks.status().state() != Status.State.ACTIVE) {
            System.err.println("fput: taskwork is " + TaskWorks.status());
            return 2;
        }
        try (TemporaryDirectory directory = new TemporaryDirectory("fput-")) {
            return closeAll(files, directory, new OpenFiles(directory.path())) ? 0 : 1;
        } catch (IOException | IllegalStateException | InterruptedException e) {
            System.err.println("fput: " + e);
            return 1;
        }
    }

    private static int files(String[] args) {
        if (args.length == 0) {
            return DEFAULT_FILES;
        }
        if (args.length > 1) {
            throw new IllegalArgumentException("at most one argument, the number of files");
        }
        String arg = args[0];
        if (arg.matches("-\\D.*")) {
            throw new IllegalArgumentException("unknown option " + arg + "; usage: Fput [files]");
        }
        if (!arg.matches("\\d{1,7}") || Integer.parseInt(arg) < 1
                || Integer.parseInt(arg) > MAX_FILES) {
            throw new IllegalArgumentException(
                    "the number of files must be from 1 to " + MAX_FILES + ", not '" + arg + "'");
        }
        return Integer.parseInt(arg);
    }

    private static boolean closeAll(int files, TemporaryDirectory directory, OpenFiles openFiles)
            throws IOException, InterruptedException {
        long room = openFiles.room() - RESERVE;
        if (room < 1) {
            throw new IOException("the limit of open files, " + openFiles.limit() + ", is too low");
        }
        int waves = (int) ((files + room - 1) / room);
        System.out.printf(waves == 1
                        ? "%,d files, all open at the same time.%n"
                        : "%,d files, in %d waves: this process may not have more than %,d open at"
                                + " the same time.%n",
                files, waves, openFiles.limit());
        List<Tally> tallies = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            Tally tally = new Tally(scenario, files);
            for (int wave = 1, first = 0; wave <= waves; wave++) {
                int size = (files - first) / (waves - wave + 1);
                String name = waves == 1 ? scenario.label : scenario.label + ", wave " + wave;
                new Wave(name, scenario, first, size, tally).run(directory.path(), openFiles);
                first += size;
            }
            tallies.add(tally);
        }
        return report(tallies);
    }

    private static boolean report(List<Tally> tallies) {
        System.out.println(Tally.HEADER);
        tallies.forEach(tally -> System.out.println(tally.row()));
        System.out.printf("Of the last references, %,d were dropped by virtual threads and %,d by a"
                        + " platform thread.%n",
                tallies.stream().mapToLong(Tally::lastDropsByVirtualThreads).sum(),
                tallies.stream().mapToLong(Tally::lastDropsByPlatformThreads).sum());
        boolean right = tallies.stream().allMatch(Tally::isRight);
        System.out.println(right
                ? "Every file was closed once, by the thread and at the time promised."
                : "WRONG: not every file was closed as promised.");
        return right;
    }
}

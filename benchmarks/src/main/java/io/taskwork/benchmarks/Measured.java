// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * The JVM that measures, which is also the one that is measured: the running JDK with the options
 * of {@code -Dtaskwork.options}. The JDK that the page is about keeps its results at the top,
 * others in a folder of their own.
 */
final class Measured {
    /** The release that {@code docs/benchmarks.md} is about. */
    private static final int MAIN_RELEASE = 25;

    private static final String PROPERTY = "taskwork.options";

    private Measured() {}

    /** Returns the options that each measured JVM gets besides its own. */
    static List<String> options() {
        String options = System.getProperty(PROPERTY, "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split(" +"));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Returns the folder of this JDK's results, such as {@code 27} or {@code 27-options}. */
    static Path folder(Path results) {
        int release = Runtime.version().feature();
        return options().isEmpty()
                ? release == MAIN_RELEASE ? results : results.resolve("" + release)
                : results.resolve(release + "-options");
    }

    /** Returns what one types to measure the same again. */
    static String command(String arguments) {
        return "java " + (options().isEmpty() ? ""
                : "-D" + PROPERTY + "=\"" + String.join(" ", options()) + "\" ")
                + "-jar benchmarks.jar " + arguments;
    }

    /** Returns the options in a line of {@link #command}. */
    static String optionsIn(String command) {
        String start = "-D" + PROPERTY + "=\"";
        int from = command.indexOf(start);
        return from < 0 ? "" : command.substring(from + start.length(),
                command.indexOf('"', from + start.length()));
    }
}

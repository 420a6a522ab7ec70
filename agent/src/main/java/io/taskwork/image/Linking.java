// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.tools.jlink.internal.Main;
import jdk.tools.jlink.internal.PluginRepository;

/**
 * Runs jlink with the weaving as one of its plugins. It is a program of its own, which {@link
 * ImageBuild} starts with the options that it needs.
 */
final class Linking {
    private static final String ERROR = "Error: ";

    private Linking() {}

    /** Runs jlink; the arguments are {@code --output DIR} and further options of jlink. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        Path output = Path.of(args[1]);
        WeavePlugin plugin = new WeavePlugin(output.getParent());
        PluginRepository.registerPlugin(plugin);
        StringWriter log = new StringWriter();
        PrintWriter writer = new PrintWriter(log);
        int exitCode = Main.run(writer, writer, args);
        writer.flush();
        if (exitCode != 0) {
            System.err.println("taskwork-agent image: " + message(log.toString()));
        } else {
            log.toString().lines().filter(line -> !line.contains("incubator modules"))
                    .forEach(System.out::println);
            if (Files.exists(output)) {
                System.out.printf("  %-62s %6d ms%n", "jlink",
                        (System.nanoTime() - start - plugin.nanos()) / 1_000_000L);
            }
        }
        System.exit(exitCode);
    }

    /** Returns the error in one line, without the usage or the stack trace that jlink adds. */
    private static String message(String log) {
        List<String> lines = log.lines().toList();
        String line = lines.stream().filter(l -> l.startsWith(ERROR)).findFirst()
                .orElse(lines.isEmpty() ? "it failed" : lines.getFirst());
        return "jlink: " + (line.startsWith(ERROR) ? line.substring(ERROR.length()) : line);
    }
}

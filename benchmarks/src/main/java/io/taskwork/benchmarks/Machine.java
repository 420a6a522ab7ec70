// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Describes the machine and the JVM in the line that is given with all figures. */
final class Machine {
    private Machine() {}

    static String describe() {
        return String.format(Locale.ROOT, "%s, %d processors, load %.1f; %s %s %s; %s %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name"), System.getProperty("os.version"),
                System.getProperty("os.arch"),
                System.getProperty("java.vm.name"), System.getProperty("java.vm.version"));
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst().orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor"; // this is not Linux
        }
    }
}

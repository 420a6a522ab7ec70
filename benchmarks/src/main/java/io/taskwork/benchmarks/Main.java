// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.Arrays;
import java.util.List;

/** {@code java -jar benchmarks.jar}: runs one of the comparisons, or hands over to JMH. */
public final class Main {
    private static final String USAGE = """
            usage: java -jar benchmarks.jar idle | trip | add | queue  [rounds [rows]]
                   java -jar benchmarks.jar image DIR  [rounds]
                   java -jar benchmarks.jar exit  [works]
                   java -jar benchmarks.jar jmh   [JMH options]
            rounds: how often every variant is measured; rows: a regular expression
            """;

    private Main() {}

    /** The first argument names the comparison, the others are its own. */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.err.print(USAGE);
            System.exit(2);
        }
        List<String> rest = List.of(args).subList(1, args.length);
        switch (args[0]) {
            case "idle" -> IdleTax.compare(rest);
            case "trip" -> RoundTrip.compare(rest);
            case "add" -> AddCost.compare(rest);
            case "queue" -> QueueChoice.compare(rest);
            case "image" -> ImageTax.compare(rest);
            case "exit" -> ExitDrain.launch(rest);
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }
}

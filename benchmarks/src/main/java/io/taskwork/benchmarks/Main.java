// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Size;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code java -jar benchmarks.jar}: one experiment, the report of all, or plain JMH. */
public final class Main {
    static final List<Experiment> EXPERIMENTS = List.of(
            new IdleTax(), new AddCost(), new RoundTrip(), new Delivery(), new Echo(),
            new Coalescing(), new Scale(), new ExitDrain(), new ArenaClose(), new CleanupCost(),
            new StartUp(), new QueueChoice());

    private static final String USAGE = """
            usage: java -jar benchmarks.jar EXPERIMENT [rounds [rows]]
                     measures one in its full form and prints it; rows: a regular expression
                   java -jar benchmarks.jar report [tiny | short | full] [EXPERIMENT...]
                     measures these, or all; writes benchmarks/results and docs/benchmarks.md;
                     tiny: only shows that all of it runs, and writes below benchmarks/target
                   java -jar benchmarks.jar render
                     writes docs/benchmarks.md anew from benchmarks/results
                   java -jar benchmarks.jar image DIR [rounds]
                     a woven runtime image against this JDK
                   java -jar benchmarks.jar jmh [JMH options]
            EXPERIMENT: %s
            -Dtaskwork.results=DIR, -Dtaskwork.docs=DIR: instead of those folders
            """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        List<String> rest = args.length == 0 ? List.of() : List.of(args).subList(1, args.length);
        String command = args.length == 0 ? "" : args[0];
        switch (command) {
            case "report" -> report(rest);
            case "image" -> ImageTax.compare(rest);
            case "render" -> Report.write(results(Size.FULL), docs(Size.FULL));
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            default -> single(find(command), rest);
        }
    }

    private static void single(Experiment experiment, List<String> args) throws Exception {
        int rounds = args.isEmpty() ? 0 : Integer.parseInt(args.get(0));
        String rows = args.size() < 2 ? null : args.get(1);
        Run run = new Bench(Size.FULL, rounds, rows).run(experiment, "");
        System.out.println(run.machine() + "\n\n" + Table.of(experiment, run));
    }

    private static void report(List<String> args) throws Exception {
        Size size = args.isEmpty() ? Size.SHORT : size(args.getFirst());
        List<Experiment> chosen = args.size() < 2 ? EXPERIMENTS
                : args.subList(1, args.size()).stream().map(Main::find).toList();
        for (Experiment experiment : chosen) {
            String command = "java -jar benchmarks.jar report %s %s".formatted(
                    size.name().toLowerCase(Locale.ROOT), experiment.name());
            long start = System.nanoTime();
            Run run = new Bench(size, 0, null).run(experiment, command);
            run.write(results(size).resolve(experiment.name() + ".json"));
            System.out.printf(Locale.ROOT, "%n%s: %.0f s%n%n%s", experiment.name(),
                    (System.nanoTime() - start) / 1e9, Table.of(experiment, run));
            Report.write(results(size), docs(size));
        }
    }

    private static Size size(String name) {
        return Arrays.stream(Size.values()).filter(s -> s.name().equalsIgnoreCase(name))
                .findFirst().orElseGet(() -> usage("no such form: " + name));
    }

    private static Experiment find(String name) {
        return EXPERIMENTS.stream().filter(e -> e.name().equals(name))
                .findFirst().orElseGet(() -> usage(
                        name.isEmpty() ? "" : "no such experiment: " + name));
    }

    private static <T> T usage(String complaint) {
        String names = String.join(" ", EXPERIMENTS.stream().map(Experiment::name).toList());
        System.err.print(complaint.isEmpty() ? "" : complaint + "\n");
        System.err.printf(USAGE, names);
        System.exit(2);
        throw new AssertionError();
    }

    private static Path results(Size size) {
        return folder("taskwork.results", size == Size.TINY ? "tiny/results" : "../results");
    }

    private static Path docs(Size size) {
        return folder("taskwork.docs", size == Size.TINY ? "tiny/docs" : "../../docs");
    }

    /** From the build directory, unless it is named. */
    private static Path folder(String property, String usual) {
        String named = System.getProperty(property);
        return named == null
                ? AgentJars.buildDirectory().resolve(usual).normalize() : Path.of(named);
    }
}

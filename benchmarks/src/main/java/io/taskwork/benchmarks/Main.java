// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Size;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code java -jar benchmarks.jar}: runs one experiment, the report of all, or plain JMH. */
public final class Main {
    static final List<Experiment> EXPERIMENTS = List.of(
            new IdleTax(), new AddCost(), new RoundTrip(), new Delivery(), new Echo(),
            new Coalescing(), new Scale(), new ExitDrain(), new ArenaClose(), new CleanupCost(),
            new StartUp(), new QueueChoice(), new PollCost());

    private static final String USAGE = """
            usage: java -jar benchmarks.jar EXPERIMENT [rounds [rows]]
                     measures one in its full form and prints it; rows is a regular expression
                   java -jar benchmarks.jar report [tiny | short | full] [EXPERIMENT...]
                     measures these, or all; writes benchmarks/results and docs/benchmarks.md;
                     tiny only shows that everything runs, and writes below benchmarks/target;
                     a JDK N other than 25 writes results/N and benchmarks-N.md, and with
                     -Dtaskwork.options results/N-options
                   java -jar benchmarks.jar render
                     rewrites docs/benchmarks.md from benchmarks/results
                   java -jar benchmarks.jar samples [requests]
                     runs the samples stop and slices; writes what they print into
                     samples/README.md, and the picture of slices beside it
                   java -jar benchmarks.jar image DIR [rounds]
                     compares a woven runtime image with this JDK
                   java -jar benchmarks.jar agent-cost [rounds]
                     measures yield, and park and unpark, without an agent, with an empty one and
                     with ours
                   java -jar benchmarks.jar jmh [JMH options]
            EXPERIMENT: %s
            -Dtaskwork.results=DIR, -Dtaskwork.docs=DIR: other folders than these
            -Dtaskwork.options="OPTIONS": given to each measured JVM, too
            -Dtaskwork.rows=REGEX: only these rows of the report
            """;

    private Main() {}

    /** Exits with 2 if an argument is missing or wrong, and with 1 if it failed. */
    public static void main(String[] args) throws Exception {
        try {
            run(args);
        } catch (FileSystemException e) { // its message is only the file's name
            System.err.println("benchmarks.jar: " + e.getMessage() + ": "
                    + e.getClass().getSimpleName().replace("Exception", ""));
            System.exit(1);
        } catch (IOException | IllegalStateException e) {
            System.err.println("benchmarks.jar: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] args) throws Exception {
        List<String> rest = args.length == 0 ? List.of() : List.of(args).subList(1, args.length);
        String command = args.length == 0 ? "" : args[0];
        switch (command) {
            case "report" -> report(rest);
            case "samples" -> samples(rest);
            case "image" -> image(rest);
            case "agent-cost" -> agentCost(rest);
            case "render" -> render(rest);
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            default -> single(find(command), rest);
        }
    }

    private static void single(Experiment experiment, List<String> args) throws Exception {
        int rounds = args.isEmpty() ? 0 : number(args.get(0));
        String rows = args.size() < 2 ? null : args.get(1);
        if (args.size() > 2) {
            usage("too many arguments: " + String.join(" ", args));
        }
        Bench bench = new Bench(Size.FULL, rounds, pattern(rows));
        Run run = bench.run(experiment, "");
        if (run.samples().isEmpty()) {
            usage(experiment.name() + " has no row that matches " + rows + "; it has "
                    + String.join(", ", bench.offered()));
        }
        System.out.println(run.machine() + "\n\n" + Table.of(experiment, run));
    }

    private static void render(List<String> args) throws IOException {
        if (!args.isEmpty()) {
            usage("render takes no argument");
        }
        Report.write(results(Size.FULL), docs(Size.FULL));
    }

    private static void samples(List<String> args) throws Exception {
        if (args.size() > 1) {
            usage("samples takes only a number of requests");
        }
        SampleFigures.write(args.isEmpty() ? List.of() : List.of("" + number(args.getFirst())));
    }

    private static void agentCost(List<String> args) throws Exception {
        if (args.size() > 1) {
            usage("agent-cost takes only a number of rounds");
        }
        AgentCost.compare(args.isEmpty() ? AgentCost.ROUNDS : number(args.getFirst()));
    }

    private static void image(List<String> args) throws Exception {
        if (args.isEmpty() || args.size() > 2) {
            usage("image takes the directory of a woven image, and a number of rounds");
        }
        if (!Files.isExecutable(Path.of(args.getFirst(), "bin", "java"))) {
            usage("there is no " + args.getFirst() + "/bin/java;"
                    + " java -jar taskwork-agent.jar image --output DIR makes a woven image");
        }
        ImageTax.compare(Path.of(args.getFirst()),
                args.size() < 2 ? ImageTax.ROUNDS : number(args.get(1)));
    }

    private static int number(String text) {
        return text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text)
                : usage("expected a number from 1 to 999999, not " + text);
    }

    private static String pattern(String rows) {
        try {
            return rows == null ? null : Pattern.compile(rows).pattern();
        } catch (PatternSyntaxException e) {
            return usage("rows must be a regular expression, not " + rows);
        }
    }

    private static void report(List<String> args) throws Exception {
        Size size = args.isEmpty() ? Size.SHORT : size(args.getFirst());
        List<Experiment> chosen = args.size() < 2 ? EXPERIMENTS
                : args.subList(1, args.size()).stream().map(Main::find).toList();
        Reporting.measure(chosen, size, pattern(System.getProperty("taskwork.rows")),
                results(size), docs(size));
    }

    private static Size size(String name) {
        return Arrays.stream(Size.values()).filter(s -> s.name().equalsIgnoreCase(name))
                .findFirst().orElseGet(() -> usage(
                        "no such form: " + name + "; there are tiny, short and full"));
    }

    private static Experiment find(String name) {
        return EXPERIMENTS.stream().filter(e -> e.name().equals(name))
                .findFirst().orElseGet(() -> usage(
                        name.isEmpty() ? "" : "no such experiment: " + name + "; there are "
                                + String.join(" ", names())));
    }

    private static List<String> names() {
        return EXPERIMENTS.stream().map(Experiment::name).toList();
    }

    private static <T> T usage(String complaint) {
        if (complaint.isEmpty()) {
            System.err.printf(USAGE, String.join(" ", names()));
        } else {
            System.err.println("benchmarks.jar: " + complaint
                    + "; run it without arguments to see its usage");
        }
        System.exit(2);
        throw new AssertionError();
    }

    private static Path results(Size size) {
        return folder("taskwork.results", size == Size.TINY ? "tiny/results" : "../results");
    }

    private static Path docs(Size size) {
        return folder("taskwork.docs", size == Size.TINY ? "tiny/docs" : "../../docs");
    }

    /** Returns the folder that the property names, or the usual one of the build. */
    private static Path folder(String property, String usual) {
        String named = System.getProperty(property);
        return named == null
                ? AgentJars.buildDirectory().resolve(usual).normalize() : Path.of(named);
    }
}

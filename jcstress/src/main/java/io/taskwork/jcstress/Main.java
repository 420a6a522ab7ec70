// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jcstress;

import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.grading.TestGrading;

/**
 * Runs jcstress with its own options, then judges its result file: a test must show nothing
 * forbidden, and its weakened twin must have shown the outcome that it is there for. With {@code
 * -Dtaskwork.log=FILE} the output goes to that file, and only faults are printed.
 */
public final class Main {
    /** What the simple names of the twins begin with. */
    private static final String TWIN = ".Weak";

    /** How often to run a twin again, since its window may be only a few instructions wide. */
    private static final int MORE_RUNS = 20;

    /** What all runs of a test have shown. */
    private static final class Tally {
        long samples;
        final Map<String, Long> interesting = new TreeMap<>();
    }

    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private Main() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            System.exit(1);
        }
        if (options.shouldList()) {
            new JCStress(options).getTests().forEach(System.out::println);
            return;
        }
        PrintStream console = System.out;
        String log = System.getProperty("taskwork.log");
        if (log != null) {
            System.setOut(new PrintStream(new FileOutputStream(log), true));
            System.setErr(System.out);
        }
        Main main = new Main();
        main.run(options);
        List<String> twins;
        for (int i = 0; i < MORE_RUNS && !(twins = main.twinsWithoutFault()).isEmpty(); i++) {
            List<String> more = new ArrayList<>(List.of(args));
            more.addAll(List.of("-t", String.join("|", twins)));
            Options again = new Options(more.toArray(String[]::new));
            again.parse();
            main.run(again);
        }
        main.judge();
        if (log != null && !main.faults.isEmpty()) {
            main.faults.forEach(fault -> console.println("FAULT: " + fault));
            console.println("The whole output is in " + log);
        }
        System.exit(main.faults.isEmpty() ? 0 : 1);
    }

    private void run(Options options) throws Exception {
        JCStress jcstress = new JCStress(options);
        jcstress.getTests().forEach(test -> tallies.computeIfAbsent(test, key -> new Tally()));
        try {
            jcstress.run();
        } catch (AssertionError e) {
            System.out.println(e.getMessage()); // a forbidden outcome; add() makes it a fault
        }
        DiskReadCollector file = new DiskReadCollector(options.getResultFile(), this::add);
        file.dump();
        file.close();
    }

    private void add(TestResult result) {
        Tally tally = tallies.get(result.getName());
        TestGrading grading = result.grading();
        if (result.status() != Status.NORMAL || !grading.isPassed) {
            faults.add(result.getName() + ": " + result.status() + ' ' + grading.failureMessages);
        }
        tally.samples += result.getTotalCount();
        for (GradingResult outcome : grading.gradingResults.values()) {
            if (outcome.expect == Expect.ACCEPTABLE_INTERESTING && outcome.count > 0) {
                tally.interesting.merge(outcome.id, outcome.count, Long::sum);
            }
        }
    }

    private List<String> twinsWithoutFault() {
        return tallies.entrySet().stream()
                .filter(e -> e.getKey().contains(TWIN) && e.getValue().interesting.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void judge() {
        for (String twin : twinsWithoutFault()) {
            faults.add(twin + " is a weakened twin, and nothing broke");
        }
        tallies.forEach((test, tally) -> {
            String name = test.substring(test.lastIndexOf('.', test.lastIndexOf('.') - 1) + 1);
            System.out.printf("%-28s %,14d rounds %s%n", name, tally.samples,
                    tally.interesting.isEmpty() ? "" : "broken: " + tally.interesting);
            if (tally.samples == 0) {
                faults.add(test + " did not run");
            }
        });
        faults.forEach(fault -> System.out.println("FAULT: " + fault));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What an agent costs at each mount, in loops that do nothing else: yield, and park and unpark
 * between two threads, on one carrier. JVMs without an agent, with an empty one and with ours run
 * in turn. The fastest batch of a JVM counts, so that other load on the machine hardly shows.
 */
final class AgentCost {
    static final int ROUNDS = 5;
    private static final int BATCHES = 150;
    private static final int OPS = 5_000;

    private static volatile int turn;
    private static Thread ping;
    private static Thread pong;

    private AgentCost() {}

    /** Prints the figures of all rounds, and the medians of the ratios within them. */
    static void compare(int rounds) throws IOException, InterruptedException {
        List<List<String>> variants = List.of(
                List.of(), List.of(AgentJars.empty()), List.of(AgentJars.taskwork()));
        double[][] yields = new double[variants.size()][rounds];
        double[][] parks = new double[variants.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < variants.size(); i++) {
                String[] figures = fork(variants.get(i)).split(" ");
                yields[i][round] = Double.parseDouble(figures[0]);
                parks[i][round] = Double.parseDouble(figures[1]);
            }
        }
        System.out.println(Machine.describe());
        System.out.printf("%-18s %8s %8s %8s  %s%n", "ns, medians", "none", "empty", "taskwork",
                "ratio of the last to the first, median (lowest to highest)");
        row("yield", yields);
        row("park and unpark", parks);
    }

    private static void row(String title, double[][] figures) {
        double[] ratios = new double[figures[0].length];
        Arrays.setAll(ratios, round -> figures[2][round] / figures[0][round]);
        Run.Spread ratio = Run.Spread.of(ratios);
        System.out.printf(Locale.ROOT, "%-18s %8.0f %8.0f %8.0f  %.2f (%.2f to %.2f)%n", title,
                Run.Spread.of(figures[0]).median(), Run.Spread.of(figures[1]).median(),
                Run.Spread.of(figures[2]).median(), ratio.median(), ratio.lowest(),
                ratio.highest());
    }

    private static String fork(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Measured.java());
        command.addAll(Measured.options());
        command.addAll(List.of(VirtualPair.ONE_CARRIER));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                AgentCost.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
        return output;
    }

    /** Runs in each JVM; prints the nanoseconds of a yield, and of a park with its unpark. */
    public static void main(String[] args) throws InterruptedException {
        double yield = Double.MAX_VALUE;
        double park = Double.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            yield = Math.min(yield, yields());
            park = Math.min(park, parks());
        }
        System.out.println(yield + " " + park);
    }

    private static double yields() throws InterruptedException {
        long[] nanos = new long[1];
        Thread.ofVirtual().start(() -> {
            long start = System.nanoTime();
            for (int i = 0; i < OPS; i++) {
                Thread.yield();
            }
            nanos[0] = System.nanoTime() - start;
        }).join();
        return (double) nanos[0] / OPS;
    }

    private static double parks() throws InterruptedException {
        long[] nanos = new long[1];
        turn = 0;
        pong = Thread.ofVirtual().unstarted(() -> play(1));
        ping = Thread.ofVirtual().unstarted(() -> {
            long start = System.nanoTime();
            play(0);
            nanos[0] = System.nanoTime() - start;
        });
        pong.start();
        ping.start();
        ping.join();
        pong.join();
        return (double) nanos[0] / OPS / 2;
    }

    private static void play(int me) {
        for (int i = 0; i < OPS; i++) {
            while (turn != me) {
                LockSupport.park();
            }
            turn = 1 - me;
            LockSupport.unpark(me == 0 ? pong : ping);
        }
    }
}

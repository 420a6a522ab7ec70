// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * A virtual thread that exits with a long queue: nanoseconds a work, and how long another virtual
 * thread waits for a carrier meanwhile. Linux takes some 580 ns a work, and holds its processor.
 */
public final class ExitDrain {
    private static final String WORKS = "2000000";
    private static final int RUNS = 8;

    /** Counted by the callbacks, all of which run on one thread at a time. */
    private static long ran;

    private ExitDrain() {}

    /** Measures in JVMs of their own, under the agent: with one carrier, and with all. */
    static void launch(List<String> args) throws IOException, InterruptedException {
        System.out.println(Machine.describe());
        for (String carriers : List.of(VirtualPair.ONE_CARRIER[0], "")) {
            ProcessBuilder java = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    AgentJars.taskwork(), "-Xms2g", "-Xmx2g",
                    carriers.isEmpty() ? "-Dall.carriers" : carriers,
                    "-cp", System.getProperty("java.class.path"),
                    ExitDrain.class.getName(), args.isEmpty() ? WORKS : args.get(0));
            System.out.println(carriers.isEmpty() ? "a carrier for each processor" : "one carrier");
            int exitCode = java.inheritIO().start().waitFor();
            if (exitCode != 0) {
                System.exit(exitCode);
            }
        }
    }

    /** To be run under the agent. */
    public static void main(String[] args) throws InterruptedException {
        int works = Integer.parseInt(args[0]);
        System.out.printf("  %-8s %9s %12s %16s %16s%n", "run", "ns/work", "drain, ms",
                "longest wait, ms", "without, ms");
        double[] nanos = new double[RUNS];
        double[] waits = new double[RUNS];
        double[] references = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long[] drain = new long[2];
            drain(works, drain);
            references[run] = waitWithout(drain[0]) / 1e6;
            nanos[run] = (double) drain[0] / works;
            waits[run] = drain[1] / 1e6;
            print(String.valueOf(run + 1), works, nanos[run], waits[run], references[run]);
        }
        print("median", works, median(nanos), median(waits), median(references));
    }

    /** Sets the nanoseconds from the end of the thread's own code to its end, and the wait. */
    private static void drain(int works, long[] result) throws InterruptedException {
        CountDownLatch queued = new CountDownLatch(1);
        CountDownLatch mayExit = new CountDownLatch(1);
        long[] end = new long[1];
        ran = 0;
        Runnable callback = () -> ran++;
        Thread thread = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < works; i++) {
                TaskWorks.add(Thread.currentThread(), callback, Notify.NONE);
            }
            queued.countDown();
            try {
                mayExit.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            end[0] = System.nanoTime();
        });
        queued.await();
        System.gc(); // now, or it falls into what is measured
        CarrierWait ticker = new CarrierWait();
        mayExit.countDown();
        thread.join();
        result[0] = System.nanoTime() - end[0];
        result[1] = ticker.stop();
        if (ran != works) {
            throw new IllegalStateException(ran + " of " + works + " works ran");
        }
    }

    /** What the machine alone makes the ticker wait, for as long as the drain took. */
    private static long waitWithout(long nanos) throws InterruptedException {
        CarrierWait ticker = new CarrierWait();
        Thread.sleep(Math.max(1L, nanos / 1_000_000L));
        return ticker.stop();
    }

    private static void print(String run, int works, double nanos, double wait, double without) {
        System.out.printf(Locale.ROOT, "  %-8s %9.1f %12.1f %16.2f %16.2f%n",
                run, nanos, nanos * works / 1e6, wait, without);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(RUNS - 1) / 2] + sorted[RUNS / 2]) / 2;
    }
}

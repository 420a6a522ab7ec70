// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import com.acme.batch.Job;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code slices}: virtual threads that compute keep their carriers until they are done, and a
 * thread that serves a socket waits for seconds. With the option {@code poll} a watchdog gives them
 * time slices: it sends a SIGNAL to a thread that has run for 10 ms, and the callback gives up the
 * carrier, by {@code Thread.yield} or by waiting for its next turn.
 *
 * <p>{@link Slicer} and {@link Turns} are what to copy. {@code Slices [requests]}, 1,000 by default.
 */
public final class Slices {
    static final String POLLS = "com.acme.batch";

    private static final Duration SLICE = Duration.ofMillis(10);

    /** How many threads compute for each carrier. */
    private static final int THREADS = 4;

    /** How long each of them needs if nobody disturbs it. */
    private static final long JOB_NANOS = 500_000_000L;

    /**
     * A measurement ends after this long, however many requests there were. It is longer if a
     * picture is to be drawn, since without slices there are few requests.
     */
    private static final Duration MOST = Duration.ofSeconds(Distribution.isSaved() ? 60 : 10);

    private static final long PAUSE_NANOS = 1_000_000L;

    private static volatile long result;

    private Slices() {}

    /**
     * Runs the sample.
     *
     * @param args how many requests, or nothing
     */
    public static void main(String[] args) {
        Sample.requirePolls("slices", POLLS);
        Sample.main("slices", args, "requests", 1_000, 100_000,
                (sample, requests) -> run(sample, requests, SLICE));
    }

    static void run(Sample sample, int requests, Duration slice) throws Exception {
        long steps = calibrate();
        int carriers = Runtime.getRuntime().availableProcessors();
        System.out.printf("%d carriers, %d virtual threads that compute %d ms each; one serves a"
                + " socket.%n%n", carriers, THREADS * carriers, JOB_NANOS / 1_000_000);
        System.out.printf("%-14s %8s %11s %11s %11s %11s %11s %8s%n", "", "requests", "p10", "p50",
                "p90", "p99", "longest", "jobs/s");
        Runnable job = () -> result = Job.compute(steps);
        int threads = THREADS * carriers;
        long none = measure("no slices", requests, threads, job);
        try (Slicer slicer = new Slicer(slice, Thread::yield)) {
            measure("Thread.yield", requests, threads, () -> slicer.run(job));
        }
        long turn;
        try (Turns turns = new Turns(carriers);
                Slicer slicer = new Slicer(slice, turns::handOver)) {
            turn = measure("turns", requests, threads, () -> {
                turns.take();
                slicer.run(job);
                turns.leave();
            });
        }
        sample.check(turn < 10 * SLICE.toNanos() && turn < none / 4,
                "with turns nine of ten requests take less than ten slices");
        sample.conclude("%nWith turns nine of ten requests took 1/%,d of the time.",
                Math.max(1, none / turn));
    }

    /** Returns how many steps a job makes in its time, when it is compiled. */
    private static long calibrate() {
        long steps = 1_000_000;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            result = Job.compute(steps);
            best = Math.min(best, System.nanoTime() - start);
        }
        return JOB_NANOS / best * steps;
    }

    /** Prints the distribution of the requests' times; returns the 90th percentile. */
    private static long measure(String name, int requests, int threads, Runnable job)
            throws Exception {
        long[] nanos = new long[requests];
        int n = 0;
        long start;
        int done;
        try (Echo echo = new Echo()) {
            echo.request(); // afterwards the connection is accepted and the classes are loaded
            start = System.nanoTime();
            Batches batches = new Batches(threads, job);
            try {
                while (n < requests && System.nanoTime() - start < MOST.toNanos()) {
                    batches.awaitLoad();
                    nanos[n++] = echo.request();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } finally {
                done = batches.end();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Distribution times = new Distribution(Arrays.copyOf(nanos, n));
        System.out.printf("%-14s %,8d %11s %11s %11s %11s %11s %8.1f%n", name, n,
                quantile(times, 10), quantile(times, 50), quantile(times, 90),
                quantile(times, 99), quantile(times, 100), done / seconds);
        times.save(name);
        return times.quantile(90);
    }

    private static String quantile(Distribution times, int percent) {
        return Sample.time(times.quantile(percent));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.Run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A virtual thread that exits with a long queue, and another one that waits for a carrier. */
final class ExitDrain implements Experiment {
    private static final String DRAIN = "exit with works";
    private static final String WITHOUT = "nothing, for as long";

    /** The callbacks count here; they run on one thread at a time. */
    private static long ran;

    @Override
    public String name() {
        return "exit";
    }

    @Override
    public String about() {
        return """
                Exit: a drain of many works
                A virtual thread ends with 2,000,000 works queued. The table shows the time of each
                work, and how much longer than requested another virtual thread sleeps meanwhile;
                the row below shows the same sleeper while nothing else runs. Linux takes some 580
                ns for a work and keeps its processor.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        int works = bench.pick(20_000, 2_000_000, 2_000_000);
        for (List<String> carriers : List.of(List.<String>of(), List.of(VirtualPair.ONE_CARRIER))) {
            List<String> options = new ArrayList<>(carriers);
            options.addAll(List.of(AgentJars.taskwork(), "-Xms2g", "-Xmx2g"));
            bench.fork(0, options, ExitDrain.class, works, bench.rounds(5, 11),
                    carriers.isEmpty() ? "a carrier for each processor" : "one carrier");
        }
    }

    /**
     * Takes the number of works, the rounds, and a text about the carriers. It must run under the
     * agent.
     */
    public static void main(String[] args) throws Exception {
        int works = Integer.parseInt(args[0]);
        long[] drain = new long[3];
        new Slices(String.format(Locale.ROOT, "%,d works, %s", works, args[2]))
                .with(DRAIN, () -> {
                    drain(works, drain);
                    return Map.of("ns", (double) drain[0] / works, "wait", (double) drain[1],
                            "cpu", (double) drain[2] / works);
                })
                .with(WITHOUT, () -> Map.of("wait", (double) waitWithout(drain[0])))
                .run(Integer.parseInt(args[1]));
    }

    /**
     * Stores the nanoseconds from the end of the thread's own code to the end of the thread, the
     * longest wait of another thread, and the processor time.
     */
    private static void drain(int works, long[] result) throws InterruptedException {
        CountDownLatch queued = new CountDownLatch(1);
        CountDownLatch mayExit = new CountDownLatch(1);
        long[] end = new long[1];
        AtomicReference<Map<Long, Long>> cpu = new AtomicReference<>();
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
            cpu.set(CpuTime.now());
            end[0] = System.nanoTime();
        });
        queued.await();
        System.gc(); // otherwise a collection may come during the measurement
        CarrierWait ticker = new CarrierWait();
        mayExit.countDown();
        thread.join();
        result[0] = System.nanoTime() - end[0];
        result[2] = (long) CpuTime.since(cpu.get());
        result[1] = ticker.stop();
        if (ran != works) {
            throw new IllegalStateException(ran + " of " + works + " works ran");
        }
    }

    /** Returns how long the machine alone makes the ticker wait, during the time of a drain. */
    private static long waitWithout(long nanos) throws InterruptedException {
        CarrierWait ticker = new CarrierWait();
        Thread.sleep(Math.max(1L, nanos / 1_000_000L));
        return ticker.stop();
    }

    @Override
    public String ratioOf() {
        return "wait";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("ns", "ns/work", 1), new Column("cpu", "CPU, ns/work", 1),
                new Column("wait", "longest wait of another thread, ms", 1e6));
    }

    @Override
    public List<Goal> goals(Run run) {
        String row = run.rows().getFirst();
        Spread nanos = run.spread(row, DRAIN, "ns");
        Spread wait = run.spread(row, DRAIN, "wait");
        Spread own = run.spread(row, WITHOUT, "wait");
        return List.of(
                Goal.atMost("2,000,000 works at exit: 20 ns each", 20,
                        nanos == null ? null : nanos.median()),
                Goal.atMost("longest wait of another thread: at most 1 ms more than the machine's"
                        + " own, in the median", 1,
                        wait == null || own == null ? null
                                : (wait.median() - own.median()) / 1e6));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.Run.Spread;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What one wake per sleep saves under a flood of SIGNALs. */
final class Coalescing implements Experiment {
    private static final String COALESCED = "SIGNAL";
    private static final String EACH = "SIGNAL, each wakes";
    private static final String BY_HAND = "queue, unpark";

    @Override
    public String name() {
        return "coalescing";
    }

    @Override
    public String about() {
        return """
                Coalescing: wakes per work
                Platform threads flood one parked virtual thread with SIGNALs. *each wakes* is the
                same agent without coalescing: in a copy of the jar an add does not see that a wake
                is on its way. *queue, unpark* is the usual code written by hand. A wake is a return
                of the target's `park`; works are those that it ran; adders are held back when
                10,000 works wait.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        String taskwork = AgentJars.taskwork();
        String twin = TwinJar.withoutCoalescing(AgentJars.taskworkJar());
        for (int fork = 0; fork < bench.rounds(3, 7); fork++) {
            for (String agent : List.of(taskwork, twin)) {
                bench.fork(1_000 * fork, List.of(agent), Coalescing.class, agent.equals(twin),
                        bench.pick(1, 3, 5), bench.pick(20, 150, 200));
            }
        }
    }

    /**
     * Takes whether each SIGNAL wakes, the rounds, and the milliseconds of a slice. It must run
     * under the agent.
     */
    public static void main(String[] args) throws Exception {
        boolean twin = Boolean.parseBoolean(args[0]);
        int millis = Integer.parseInt(args[2]);
        for (int adders : new int[] {1, 2, 4, 8}) {
            Slices slices = new Slices(adders + " adders")
                    .with(twin ? EACH : COALESCED, () -> new Flood(false).run(adders, millis));
            if (!twin) {
                slices.with(BY_HAND, () -> new Flood(true).run(adders, millis));
            }
            slices.run(Integer.parseInt(args[1]));
        }
    }

    /** A target and its adders, with the counts of wakes and works. */
    private static final class Flood {
        private static final int BEHIND = 10_000;
        private static final int STRIDE = 64;

        private final Queue<Runnable> queue;
        private final Runnable callback = this::count;
        private final AtomicLong added = new AtomicLong();
        private volatile long seen;
        private volatile boolean over;
        private long ran;
        private long wakes;

        Flood(boolean byHand) {
            queue = byHand ? new ConcurrentLinkedQueue<>() : null;
        }

        private void count() {
            if ((++ran & STRIDE - 1) == 0) {
                seen = ran;
            }
        }

        private void live() {
            while (!over) {
                LockSupport.park();
                wakes++;
                if (queue != null) {
                    for (Runnable next; (next = queue.poll()) != null; ) {
                        next.run();
                    }
                }
            }
        }

        private void flood(Thread target) {
            while (!over) {
                if (added.get() - seen > BEHIND) {
                    Thread.yield();
                    continue;
                }
                for (int i = 0; i < STRIDE; i++) {
                    if (queue == null) {
                        TaskWorks.add(target, callback, Notify.SIGNAL);
                    } else {
                        queue.offer(callback);
                        LockSupport.unpark(target);
                    }
                }
                added.addAndGet(STRIDE);
            }
        }

        Map<String, Double> run(int adders, int millis) throws InterruptedException {
            var system = (com.sun.management.OperatingSystemMXBean)
                    ManagementFactory.getOperatingSystemMXBean();
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            Thread target = Thread.ofVirtual().start(this::live);
            Thread[] team = new Thread[adders];
            for (int i = 0; i < adders; i++) {
                team[i] = Thread.ofPlatform().start(() -> flood(target));
            }
            Thread.sleep(millis);
            over = true;
            for (Thread adder : team) {
                adder.join();
            }
            LockSupport.unpark(target);
            target.join();
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("rate", ran * 1e9 / (System.nanoTime() - start));
            figures.put("wakes", (double) wakes / ran);
            figures.put("cpu", (double) (system.getProcessCpuTime() - cpu) / ran);
            return figures;
        }
    }

    @Override
    public String ratioOf() {
        return "rate";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("rate", "works/s", 1), new Column("wakes", "wakes per work", 1),
                new Column("cpu", "CPU, ns/work", 1));
    }

    @Override
    public List<Chart> charts() {
        return List.of(
                new Chart("coalescing", Kind.SCALING, "Coalescing: works/s", ".*", "rate"),
                new Chart("coalescing-wakes", Kind.SCALING, "Coalescing: wakes per work",
                        ".*", "wakes"));
    }

    @Override
    public List<Goal> goals(Run run) {
        String row = "4 adders";
        Spread ratio = run.ratio(row, EACH, COALESCED, "rate");
        return List.of(Goal.atMost("4 adders: without coalescing, works/s of those with it", 1,
                ratio == null ? null : ratio.median()));
    }
}

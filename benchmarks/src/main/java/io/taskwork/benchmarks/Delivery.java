// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The distribution of the time from an add by a platform thread to a virtual thread's callback. */
final class Delivery implements Experiment {
    private static final String ROW = "delivery to another processor";
    private static final String ALL = "all rounds together";

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public String about() {
        return """
                Delivery: latency from add to callback
                A platform thread adds, and waits until the callback has run on a virtual thread.
                Nearly all of the time is the wake of a carrier, which is the same for each variant.
                A bare unpark is the limit. *RESUME* reaches a target that parks for 10 us or 1 ms
                again and again, and *NONE, exit* reaches one that is told to end. The handshake is
                `Thread.getStackTrace` of a parked virtual thread; what the VM can do there is over
                when it returns. All variants are in one JVM and take turns.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        for (int fork = 0; fork < bench.rounds(1, 2); fork++) {
            bench.fork(1_000 * fork, List.of(AgentJars.taskwork()), Delivery.class,
                    bench.pick(1, 10, 15), bench.pick(10, 50, 60));
        }
    }

    /** Takes the rounds and the milliseconds of a slice. It must run under the agent. */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        long nanos = Integer.parseInt(args[1]) * 1_000_000L;
        List<Post> posts = Post.all();
        Histogram[] all = new Histogram[posts.size()];
        Slices slices = new Slices(ROW);
        for (int i = 0; i < all.length; i++) {
            Post post = posts.get(i);
            Histogram total = all[i] = Slices.histogram();
            slices.with(post.name(), () -> slice(post, nanos, total));
        }
        slices.run(rounds);
        for (int i = 0; i < all.length; i++) {
            Slices.say(new Sample(ALL, posts.get(i).name(), 0, Slices.percentiles(all[i])));
        }
        System.exit(0); // the targets wait forever
    }

    private static Map<String, Double> slice(Post post, long nanos, Histogram total)
            throws InterruptedException {
        Histogram latencies = Slices.histogram();
        long end = System.nanoTime() + nanos;
        do {
            Slices.record(latencies, post.once());
        } while (System.nanoTime() < end);
        total.add(latencies);
        return Slices.percentiles(latencies);
    }

    @Override
    public String ratioOf() {
        return "p50";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("p50", "p50, us", 1e3), new Column("p90", "p90", 1e3),
                new Column("p99", "p99", 1e3), new Column("p99.9", "p99.9", 1e3),
                new Column("max", "max", 1e3));
    }

    @Override
    public List<Versus> summary(Run run) {
        List<Versus> rows = new ArrayList<>();
        for (String hand : List.of("LinkedBlockingQueue", "queue, unpark")) {
            rows.addAll(Versus.of(run, new Pair(ROW, "SIGNAL, parked", hand), Figure.P50,
                    "from an add to the callback on another processor, p50",
                    hand.contains(" ") ? "queue and unpark" : "`" + hand + "`"));
        }
        return rows;
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("delivery", Kind.DISTRIBUTION,
                "Delivery: latency from add to callback", ALL, "p50"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.OwnedResource;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.Bench.Jmh;
import io.taskwork.benchmarks.Run.Spread;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.RunnerException;

/** What deferred cleanup costs: a shared resource's count, its last release, and exit hooks. */
@Fork(value = 1, jvmArgs = {"-Xms1g", "-Xmx1g"})
public class CleanupCost extends PerOperation {
    private static final int RELEASES = 1_000;
    private static final int THREADS = 200;

    private static final String COUNT = "retain and release of a shared resource";
    private static final String LAST = "last release, the owner parked";
    private static final String EXIT = "a cleanup at a virtual thread's end";

    private static final String ATOMIC = "AtomicInteger by hand";
    private static final String OWNED = "OwnedResource";
    private static final String ADD = "add, SIGNAL";
    private static final String NOTHING = "thread without a cleanup";
    private static final String HOOK = "onExit";
    private static final String CLEANER = "Cleaner, registered and cleaned";

    private static final Cleaner CLEANERS = Cleaner.create();

    @Param({ATOMIC, OWNED, ADD, NOTHING, HOOK, CLEANER})
    String way;

    /** Kept because comparing the names in each operation would cost as much as the operation. */
    private boolean owned;

    private final AtomicInteger references = new AtomicInteger(1);
    private OwnedResource<String> resource;

    private final AtomicInteger closed = new AtomicInteger();
    private final TaskWork[] works = new TaskWork[RELEASES];
    private final List<OwnedResource<String>> resources = new ArrayList<>();
    private volatile boolean over;
    private Thread owner;

    @Override
    public String name() {
        return "cleanup";
    }

    @Override
    public String about() {
        return """
                Cleanup: what deferring it costs
                The first table compares taking a reference and giving it back with the
                compare-and-set loops on an AtomicInteger that one would write by hand. The second
                compares the last release of %,d resources, one after the other, whose owner is
                parked at first, with as many adds of works that are equally new. The third starts
                %,d virtual threads, which end with or without a cleanup; the thread itself calls
                the Cleaner's, in its last statement.
                """.formatted(RELEASES, THREADS);
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        compare(bench, COUNT, "share", List.of(ATOMIC, OWNED));
        compare(bench, LAST, "closeAll", List.of(ADD, OWNED));
        compare(bench, EXIT, "exitAll", List.of(NOTHING, HOOK, CLEANER));
    }

    private static void compare(Bench bench, String row, String method, List<String> ways)
            throws RunnerException {
        List<Jmh> variants = new ArrayList<>();
        ways.forEach(way -> variants.add(new Jmh(way, o -> o.param("way", way))));
        bench.compare(row, bench.rounds(3, 5), o -> o
                .include("\\." + CleanupCost.class.getSimpleName() + "\\." + method + "$")
                .jvmArgsAppend(AgentJars.taskwork()), variants);
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("cleanup", Kind.RATIOS,
                "Cleanup: time against the same by hand", ".*", "ns"));
    }

    @Override
    public List<Goal> goals(Run run) {
        return List.of(
                atMost(run, COUNT, OWNED, ATOMIC, "retain and release against an AtomicInteger"),
                atMost(run, LAST, OWNED, ADD, "the last release against add(SIGNAL)"));
    }

    @Override
    public List<Versus> summary(Run run) {
        List<Versus> rows = new ArrayList<>();
        rows.addAll(Versus.of(run, new Pair(COUNT, OWNED, ATOMIC), Figure.NANOS,
                "take and give back a shared resource", "`AtomicInteger`"));
        rows.addAll(Versus.of(run, new Pair(EXIT, HOOK, CLEANER), Figure.NANOS,
                "a cleanup at a virtual thread's end, with its start", "`Cleaner`"));
        return rows;
    }

    private static Goal atMost(Run run, String row, String ours, String theirs, String what) {
        Spread ratio = run.ratio(row, ours, theirs, "ns");
        return Goal.atMost(what + ", at most 1.1", 1.1, ratio == null ? null : ratio.median());
    }

    @Setup(Level.Trial)
    public void start() {
        owned = way.equals(OWNED);
        resource = OwnedResource.of("shared", none -> {}, Notify.NONE);
        owner = Thread.ofVirtual().start(() -> {
            while (!over) {
                LockSupport.park();
            }
        });
    }

    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
        over = true;
        LockSupport.unpark(owner);
        owner.join();
    }

    /** The state of the batch that closes all resources. */
    @State(Scope.Benchmark)
    public static class Open {
        /** Makes new resources, and waits until their owner is parked. */
        @Setup(Level.Invocation)
        public void open(CleanupCost cost) throws Exception {
            cost.open();
        }
    }

    private void open() throws Exception {
        resources.clear();
        closed.set(0);
        TaskWorks.call(owner, () -> {
            for (int i = 0; i < RELEASES; i++) {
                works[i] = TaskWork.of(closed::incrementAndGet); // as new as the resources
                resources.add(OwnedResource.of(
                        "one", none -> closed.incrementAndGet(), Notify.SIGNAL));
            }
            return null;
        }, Notify.SIGNAL).get();
        while (owner.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Benchmark
    public boolean share() {
        if (owned) {
            resource.retain();
            return resource.release();
        }
        return retain() && release();
    }

    private boolean retain() {
        for (int n; (n = references.get()) != 0; ) {
            if (references.compareAndSet(n, n + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean release() {
        for (int n; (n = references.get()) != 0; ) {
            if (references.compareAndSet(n, n - 1)) {
                return n == 1;
            }
        }
        throw new IllegalStateException();
    }

    @Benchmark
    @OperationsPerInvocation(RELEASES)
    public void closeAll(Open open) {
        for (int i = 0; i < RELEASES; i++) {
            if (owned) {
                resources.get(i).release();
            } else {
                TaskWorks.add(owner, works[i], Notify.SIGNAL);
            }
        }
        while (closed.get() < RELEASES) {
            Thread.onSpinWait();
        }
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void exitAll() throws InterruptedException {
        Runnable body = switch (way) {
            case HOOK -> () -> TaskWorks.onExit(Thread.currentThread(), closed::incrementAndGet);
            case CLEANER -> () -> CLEANERS.register(
                    Thread.currentThread(), closed::incrementAndGet).clean();
            default -> () -> {};
        };
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = Thread.ofVirtual().start(body);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

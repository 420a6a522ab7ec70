// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Bench.Jmh;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.runner.RunnerException;

/** What virtual threads pay that never get a work, with one carrier so that nothing is stolen. */
@BenchmarkMode(Mode.SampleTime)
public class IdleTax extends PerOperation {
    /** The rows that the report begins with, which therefore get most rounds. */
    private static final Map<String, String> SHOWN = new TreeMap<>(Map.of(
            "yield", "a yield", "pingPong", "two parks and unparks"));

    /** Enough to hide the start of the threads that run them. */
    private static final int OPS = 10_000;

    private static final int STARTS = 1_000;

    /** An operation is a hundred of them, since samples are whole nanoseconds. */
    private static final int LOCKS = 100 * OPS;

    /** Which of a pair is to go on, since parks and waits may end by themselves. */
    private volatile int turn;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String about() {
        return """
                Idle: threads that never get a work
                Any agent, even an empty one, makes the VM keep books on mounts; therefore the
                measure is an empty agent, and a row without an agent is beside it. There is one
                carrier, so that nothing is stolen. Of samples of %,d operations the fastest
                hundredth counts; *mean* is the mean of all of them. *uncontendedLocks* takes and
                releases a hundred locks.
                """.formatted(OPS);
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        String empty = AgentJars.empty();
        String taskwork = AgentJars.taskwork();
        List<Jmh> variants = List.of(
                new Jmh("empty agent", o -> o.jvmArgsAppend(empty)),
                new Jmh("no agent", o -> {}),
                new Jmh("taskwork agent", o -> o.jvmArgsAppend(taskwork)));
        compare(bench, bench.rounds(5, 11), variants);
    }

    /** Measures all rows. */
    static void compare(Bench bench, int rounds, List<Jmh> variants) throws RunnerException {
        for (String row : List.of("yield", "pingPong", "startJoin",
                "uncontendedLocks", "contendedLock", "handOff")) {
            bench.compare(row, SHOWN.containsKey(row) ? rounds : Math.min(rounds, 3), o -> o
                    .include("\\." + IdleTax.class.getSimpleName() + "\\." + row + "$")
                    .jvmArgs(VirtualPair.ONE_CARRIER), variants);
        }
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("idle", Kind.RATIOS, "Idle tax: time against an empty agent",
                ".*", "ns"));
    }

    @Override
    public List<Goal> goals(Run run) {
        List<Goal> goals = new ArrayList<>();
        for (String row : run.rows()) {
            goals.add(Goal.ratioAtMost(row + ": at most 1.02 of an empty agent", 1.02,
                    run, row, "taskwork agent", "empty agent"));
        }
        // Fewer bytes than with the empty agent do not count: the other variants end earlier.
        double more = run.rows().stream().mapToDouble(r ->
                run.spread(r, "taskwork agent", "bytes").median()
                - run.spread(r, "empty agent", "bytes").median()).max().orElse(Double.NaN);
        goals.add(Goal.atMost("0 B/op more, in any row", 0.5, more));
        return goals;
    }

    @Override
    public List<Versus> summary(Run run) {
        List<Versus> rows = new ArrayList<>();
        SHOWN.forEach((row, what) -> rows.addAll(Versus.of(run,
                new Pair(row, "taskwork agent", "empty agent"), Figure.NANOS,
                what + " of a thread without works", "an empty agent")));
        return rows;
    }

    @Benchmark
    @OperationsPerInvocation(OPS)
    public void yield() throws InterruptedException {
        Thread.ofVirtual().start(() -> {
            for (int i = 0; i < OPS; i++) {
                Thread.yield();
            }
        }).join();
    }

    /** Goes there and back, by two unparks and two parks. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void pingPong() throws InterruptedException {
        VirtualPair.run((me, other) -> {
            for (int i = 0; i < OPS; i++) {
                while (turn != me) {
                    LockSupport.park();
                }
                turn = 1 - me;
                LockSupport.unpark(other);
            }
        });
    }

    /** Two threads lock in turn, since the lock is fair; the yield makes the other one queue. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void contendedLock() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock(true);
        VirtualPair.run((me, other) -> {
            for (int i = 0; i < OPS; i++) {
                lock.lock();
                try {
                    Thread.yield();
                } finally {
                    lock.unlock();
                }
            }
        });
    }

    @Benchmark
    @OperationsPerInvocation(STARTS)
    public void startJoin() throws InterruptedException {
        for (int i = 0; i < STARTS; i++) {
            Thread.ofVirtual().start(() -> {}).join();
        }
    }

    @Benchmark
    @OperationsPerInvocation(OPS)
    public void uncontendedLocks() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Thread.ofVirtual().start(() -> {
            for (int i = 0; i < LOCKS; i++) {
                lock.lock();
                lock.unlock();
            }
        }).join();
    }

    /** Hands an item there, and another one back, through queues of capacity one. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void handOff() throws InterruptedException {
        List<BlockingQueue<Object>> queues =
                List.of(new ArrayBlockingQueue<>(1), new ArrayBlockingQueue<>(1));
        VirtualPair.run((me, other) -> {
            for (int i = 0; i < OPS; i++) {
                if (me == 0) {
                    queues.get(0).put(this);
                    queues.get(1).take();
                } else {
                    queues.get(1).put(queues.get(0).take());
                }
            }
        });
    }
}

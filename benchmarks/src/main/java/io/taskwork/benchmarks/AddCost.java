// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.PairedRuns.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.RunnerException;

/** What an add costs the adder, a platform thread, by mode and by what the target is doing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AddCost {
    private static final int ADDS = 1_000;

    @Param({"parked", "running"})
    String target;

    @Param({"NONE", "RESUME", "SIGNAL"})
    Notify notify;

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Runnable callback = () -> {};
    private final TaskWork[] works = new TaskWork[ADDS];
    private AddTarget thread;

    /** Compares the modes with {@code ConcurrentLinkedQueue.offer}, which notifies nobody. */
    static void compare(List<String> args) throws RunnerException {
        String taskwork = AgentJars.taskwork();
        List<Choice> rows = new ArrayList<>();
        for (String target : List.of("parked", "running")) {
            rows.add(new Choice("add to a " + target + " thread",
                    o -> o.param("target", target).jvmArgsAppend(taskwork)));
        }
        List<Choice> variants = new ArrayList<>();
        variants.add(new Choice("offer", o -> o.include(name("offer")).param("notify", "NONE")));
        variants.add(new Choice("offer, unpark",
                o -> o.include(name("offerAndUnpark")).param("notify", "NONE")));
        for (Notify notify : Notify.values()) {
            for (String method : List.of("callback", "reused")) {
                variants.add(new Choice(notify + ", " + method,
                        o -> o.include(name(method)).param("notify", notify.name())));
            }
        }
        new PairedRuns(args, 3, ".*").compare(rows, variants);
    }

    private static String name(String method) {
        return "\\." + AddCost.class.getSimpleName() + "\\." + method + "$";
    }

    @Setup(Level.Trial)
    public void start() {
        for (int i = 0; i < ADDS; i++) {
            works[i] = TaskWork.of(callback);
        }
        thread = new AddTarget(target.equals("running"), queue::clear);
    }

    @Setup(Level.Invocation)
    public void empty() {
        thread.runQueued();
    }

    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
        thread.stop();
    }

    @Benchmark
    @OperationsPerInvocation(ADDS)
    public void offer() {
        for (int i = 0; i < ADDS; i++) {
            queue.offer(callback);
        }
    }

    /** What SIGNAL is to be compared with: a parked target wakes and parks again all the time. */
    @Benchmark
    @OperationsPerInvocation(ADDS)
    public void offerAndUnpark() {
        for (int i = 0; i < ADDS; i++) {
            queue.offer(callback);
            LockSupport.unpark(thread.thread());
        }
    }

    @Benchmark
    @OperationsPerInvocation(ADDS)
    public void callback() {
        for (int i = 0; i < ADDS; i++) {
            TaskWorks.add(thread.thread(), callback, notify);
        }
    }

    /** Works that are kept, as the contract suggests: nothing is allocated. */
    @Benchmark
    @OperationsPerInvocation(ADDS)
    public void reused() {
        for (TaskWork work : works) {
            TaskWorks.add(thread.thread(), work, notify);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.PairedRuns.Choice;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.RunnerException;

/** What virtual threads pay that never get a work. One carrier, so that nothing is stolen. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class IdleTax {
    /** Enough to hide the start of the threads that do it. */
    private static final int OPS = 50_000;

    private static final int STARTS = 1_000;

    /** Which of a pair is to go on: parks and waits may end by themselves. */
    private volatile int turn;

    /** Compares no agent, an empty agent and the taskwork agent. */
    static void compare(List<String> args) throws RunnerException {
        String empty = AgentJars.empty();
        String taskwork = AgentJars.taskwork();
        List<Choice> rows = List.of(row("yield"), row("pingPong"), row("waitNotify"),
                row("contendedLock"), row("startJoin"));
        List<Choice> variants = List.of(
                new Choice("empty agent", o -> o.jvmArgsAppend(empty)),
                new Choice("no agent", o -> {}),
                new Choice("taskwork agent", o -> o.jvmArgsAppend(taskwork)));
        new PairedRuns(args, 9, "yield|pingPong").compare(rows, variants);
    }

    private static Choice row(String method) {
        return new Choice(method, o -> o
                .include("\\." + IdleTax.class.getSimpleName() + "\\." + method + "$")
                .jvmArgs(VirtualPair.ONE_CARRIER));
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

    /** There and back: two unparks, two parks. */
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

    /** There and back through a monitor. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void waitNotify() throws InterruptedException {
        VirtualPair.run((me, other) -> {
            synchronized (this) {
                for (int i = 0; i < OPS; i++) {
                    while (turn != me) {
                        wait();
                    }
                    turn = 1 - me;
                    notify();
                }
            }
        });
    }

    /** Each lock by two threads; the yield makes the other one queue. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void contendedLock() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
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
}

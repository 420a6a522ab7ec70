// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.benchmarks.Bench.Jmh;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.runner.RunnerException;

/**
 * A virtual thread has a callback run on a parked one, and parks until that callback wakes it.
 * There is one carrier, and everything runs under the taskwork agent.
 */
@BenchmarkMode(Mode.SampleTime)
public class RoundTrip extends PerOperation {
    private static final int OPS = 10_000;

    private static final String ROW = "round trip";

    private volatile boolean answered;
    private volatile boolean over;

    @Override
    public String name() {
        return "trip";
    }

    @Override
    public String about() {
        return """
                Round trip: SIGNAL, run, answer
                A virtual thread has a callback run on another one and parks until the callback has
                woken it. A bare unpark is the limit, with no queue and no callback. The targets of
                the last two rows wait in `Thread.sleep`, which continues after a SIGNAL and which
                an interrupt ends. There is one carrier. Of samples of %,d round trips the fastest
                hundredth counts; *mean* is the mean of all of them.
                """.formatted(OPS);
    }

    @Override
    public void measure(Bench bench) throws RunnerException {
        String taskwork = AgentJars.taskwork();
        List<Jmh> variants = new ArrayList<>();
        for (String method : List.of("unpark", "signal", "queueAndUnpark", "queueAndInterrupt",
                "signalSleeper", "queueAndInterruptSleeper")) {
            variants.add(new Jmh(method, o -> o
                    .include("\\." + RoundTrip.class.getSimpleName() + "\\." + method + "$")));
        }
        bench.compare(ROW, bench.rounds(5, 13), o -> o
                .jvmArgs(VirtualPair.ONE_CARRIER).jvmArgsAppend(taskwork), variants);
    }

    @Override
    public List<Chart> charts() {
        return List.of(new Chart("trip", Kind.RATIOS, "Round trip: time against a bare unpark",
                ".*", "ns"));
    }

    @Override
    public List<Goal> goals(Run run) {
        return List.of(
                goal(run, "SIGNAL at most 1.05 of queue and unpark", 1.05,
                        "signal", "queueAndUnpark"),
                goal(run, "SIGNAL at most 0.90 of queue and interrupt, parked", 0.90,
                        "signal", "queueAndInterrupt"),
                goal(run, "SIGNAL at most 0.60 of queue and interrupt, in a sleep", 0.60,
                        "signalSleeper", "queueAndInterruptSleeper"));
    }

    private static Goal goal(Run run, String text, double limit, String variant, String base) {
        return Goal.ratioAtMost(text, limit, run, ROW, variant, base);
    }

    @Override
    public List<Retired> retired() {
        return List.of(
                new Retired("SIGNAL at most 1.02 of a bare unpark, 0.95 of queue and unpark",
                        "Five atomic operations make a work exact to cancel and to add again; an"
                        + " unpark has no work"),
                new Retired("SIGNAL at most 0.20 of queue and interrupt, parked",
                        "A bare unpark, which is the limit, is at 0.8 of it"),
                new Retired("SIGNAL at most 0.20 of queue and interrupt, in a sleep",
                        "The sleep goes on, and for that the JDK makes a new timer each time"));
    }

    @Override
    public List<Versus> summary(Run run) {
        List<Versus> rows = new ArrayList<>();
        rows.addAll(versus(run, "signal", "queueAndUnpark",
                "have a parked thread run something, and wait for it", "queue and unpark"));
        rows.addAll(versus(run, "signal", "queueAndInterrupt",
                "have a parked thread run something, and wait for it", "queue and interrupt"));
        rows.addAll(versus(run, "signalSleeper", "queueAndInterruptSleeper",
                "the same, the thread is in a sleep", "queue and interrupt"));
        return rows;
    }

    private static List<Versus> versus(Run run, String ours, String theirs, String what,
            String hand) {
        return Versus.of(run, new Pair(ROW, ours, theirs), Figure.NANOS, what, hand);
    }

    /** The code of the asking thread; {@code ask} must cause a call of {@link #answer}. */
    private void askAndWait(Runnable ask) {
        for (int i = 0; i < OPS; i++) {
            answered = false;
            ask.run();
            while (!answered) {
                LockSupport.park();
            }
        }
    }

    private void answer(Thread asker) {
        answered = true;
        LockSupport.unpark(asker);
    }

    /** Runs the asker as the first of a pair, the target as the second. */
    private void run(VirtualPair.Body asker, VirtualPair.Body target) throws InterruptedException {
        over = false;
        VirtualPair.run((me, other) -> {
            if (me == 0) {
                asker.run(me, other);
                over = true;
                other.interrupt();
            } else {
                target.run(me, other);
            }
        });
    }

    /** Without a callback or a queue, this is the least that a wake and its answer can cost. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void unpark() throws InterruptedException {
        answered = true;
        run((me, target) -> askAndWait(() -> LockSupport.unpark(target)),
                (me, asker) -> {
                    while (!over) {
                        LockSupport.park();
                        answer(asker);
                    }
                });
    }

    @Benchmark
    @OperationsPerInvocation(OPS)
    public void signal() throws InterruptedException {
        run((me, target) -> askBySignal(target),
                (me, asker) -> {
                    while (!over) {
                        LockSupport.park();
                    }
                });
    }

    @Benchmark
    @OperationsPerInvocation(OPS)
    public void signalSleeper() throws InterruptedException {
        run((me, target) -> askBySignal(target), (me, asker) -> sleep());
    }

    private void askBySignal(Thread target) {
        Thread asker = Thread.currentThread();
        TaskWork work = TaskWork.of(() -> answer(asker));
        askAndWait(() -> TaskWorks.add(target, work, Notify.SIGNAL));
    }

    private void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The code by hand, which works only if the target waits in this loop. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void queueAndUnpark() throws InterruptedException {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        run((me, target) -> {
            Runnable work = work();
            askAndWait(() -> {
                queue.offer(work);
                LockSupport.unpark(target);
            });
        }, (me, asker) -> {
            while (!over) {
                LockSupport.park();
                runAll(queue);
            }
        });
    }

    /** The code by hand, in which the target's loop takes an interrupt for a request. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void queueAndInterrupt() throws InterruptedException {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        run((me, target) -> askByInterrupt(queue, target),
                (me, asker) -> {
                    while (!over) {
                        LockSupport.park();
                        Thread.interrupted();
                        runAll(queue);
                    }
                });
    }

    /** The code by hand that reaches any blocking call that can be interrupted. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    public void queueAndInterruptSleeper() throws InterruptedException {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        run((me, target) -> askByInterrupt(queue, target),
                (me, asker) -> {
                    while (!over) {
                        try {
                            Thread.sleep(Long.MAX_VALUE);
                        } catch (InterruptedException e) {
                            runAll(queue);
                        }
                    }
                });
    }

    private void askByInterrupt(Queue<Runnable> queue, Thread target) {
        Runnable work = work();
        askAndWait(() -> {
            queue.offer(work);
            target.interrupt();
        });
    }

    private Runnable work() {
        Thread asker = Thread.currentThread();
        return () -> answer(asker);
    }

    private static void runAll(Queue<Runnable> queue) {
        for (Runnable work; (work = queue.poll()) != null; ) {
            work.run();
        }
    }
}

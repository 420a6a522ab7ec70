// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Run.Spread;
import io.taskwork.benchmarks.Versus.Figure;
import io.taskwork.benchmarks.Versus.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Repeats with virtual threads the experiment that led to TIF_NOTIFY_SIGNAL in Linux. */
final class Echo implements Experiment {
    static final String ROW = "echo";

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String about() {
        return """
                Echo: the kernel's experiment
                An echo server on loopback has 16 connections, and a virtual thread for each. One
                platform thread waits for all sockets, reads, and posts the completion to the
                connection's thread, which echoes, as io_uring does with `task_work_add`. The client
                is another process with one thread, which has one request of 64 bytes under way for
                each connection. Without TIF_NOTIFY_SIGNAL, that is, with signals and their lock,
                Linux had 1,378,930 requests/s and 95.86 % within 0.2 ms; with it, it had 1,666,111
                (1.21) and 98.24 %, at 0.91 of the processor time. *parked* waits in
                `LockSupport.park`; *acquire* waits in `Semaphore.acquire`, which continues after a
                SIGNAL and which an interrupt ends with an exception, as a signal ends a system call
                with EINTR. All variants are in one server and take turns.
                """;
    }

    @Override
    public void measure(Bench bench) throws Exception {
        for (int fork = 0; fork < bench.rounds(1, 3); fork++) {
            bench.fork(1_000 * fork, List.of(AgentJars.taskwork()), EchoServer.class,
                    bench.pick(1, 12, 20), bench.pick(50, 200, 200));
        }
    }

    @Override
    public String ratioOf() {
        return "rate";
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(new Column("rate", "requests/s", 1),
                new Column("cpu", "server CPU, us/request", 1e3),
                new Column("percent", "server CPU, %", 1),
                new Column("p50", "p50, us", 1e3), new Column("p99", "p99, us", 1e3)));
        for (String within : EchoClient.WITHIN_MILLIS) {
            columns.add(new Column("within" + within, "% <= " + within + " ms", 1));
        }
        return columns;
    }

    @Override
    public List<Chart> charts() {
        return List.of(
                new Chart("echo", Kind.RATIOS, "Echo: requests/s against interrupt and queue",
                        ".*", "rate"),
                new Chart("echo-latency", Kind.DISTRIBUTION, "Echo: latency of a request",
                        ".*", "p50"));
    }

    @Override
    public List<Goal> goals(Run run) {
        String row = ROW;
        Double best = Stream.of("queue, unpark", "LinkedTransferQueue")
                .map(v -> run.ratio(row, v, EchoServer.INTERRUPT, "rate"))
                .filter(Objects::nonNull).map(Spread::median)
                .max(Double::compare).orElse(null);
        Double signal = median(run.ratio(row, "SIGNAL, parked", EchoServer.INTERRUPT, "rate"));
        return List.of(
                Goal.atLeast("SIGNAL against interrupt, parked: requests/s at least 1", 1,
                        signal),
                Goal.atMost("SIGNAL against interrupt, parked: processor time less", 1, median(
                        run.ratio(row, "SIGNAL, parked", EchoServer.INTERRUPT, "cpu"))),
                Goal.atLeast("SIGNAL against interrupt, in acquire: requests/s at least 1.1", 1.1,
                        median(run.ratio(row, "SIGNAL, acquire", "interrupt, acquire", "rate"))),
                Goal.atMost("SIGNAL against interrupt, in acquire: processor time less", 1, median(
                        run.ratio(row, "SIGNAL, acquire", "interrupt, acquire", "cpu"))),
                Goal.atLeast("SIGNAL not below the best by hand: requests/s at least 1", 1,
                        signal == null || best == null ? null : signal / best));
    }

    @Override
    public List<Retired> retired() {
        return List.of(new Retired("SIGNAL against interrupt, requests/s at least 1.21",
                "Waking is a small part of a request here, and an interrupt takes no lock that"
                + " others contend for, unlike a signal in Linux"));
    }

    @Override
    public List<Versus> summary(Run run) {
        String what = "requests of an echo server, ";
        List<Versus> rows = new ArrayList<>();
        rows.addAll(Versus.of(run, new Pair(ROW, "SIGNAL, parked", "queue, unpark"),
                Figure.RATE, what + "threads parked", "queue and unpark"));
        rows.addAll(Versus.of(run, new Pair(ROW, "SIGNAL, parked", EchoServer.INTERRUPT),
                Figure.RATE, what + "threads parked", "queue and interrupt"));
        rows.addAll(Versus.of(run, new Pair(ROW, "SIGNAL, parked", "LinkedTransferQueue"),
                Figure.RATE, what + "threads parked", "`LinkedTransferQueue`"));
        rows.addAll(Versus.of(run, new Pair(ROW, "SIGNAL, acquire", "interrupt, acquire"),
                Figure.RATE, what + "threads in `acquire`", "queue and interrupt"));
        return rows;
    }

    private static Double median(Spread spread) {
        return spread == null ? null : spread.median();
    }
}

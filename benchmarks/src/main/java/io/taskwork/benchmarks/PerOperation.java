// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost of an operation with JMH, in short runs, since variants take turns in many
 * rounds.
 *
 * <p>In the mode {@code SampleTime} an invocation is some milliseconds long, and the fastest
 * hundredth of them counts: on a busy machine most are disturbed, but some are not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public abstract class PerOperation implements Experiment {
    @Override
    public List<Column> columns() {
        return List.of(new Column("ns", "ns/op", 1), new Column("mean", "mean", 1),
                new Column("bytes", "B/op", 1));
    }
}

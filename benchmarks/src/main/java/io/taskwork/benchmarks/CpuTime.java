// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of the Java threads per operation, including carriers. Unlike the clock it
 * does not count the time in which the machine did something else. It does count spinning, and what
 * is done before each invocation.
 */
public final class CpuTime implements InternalProfiler {
    static final String NAME = "cpu.time.norm";

    private static final ThreadMXBean THREADS =
            (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Map<Long, Long> before = Map.of();

    @Override
    public String getDescription() {
        return "processor time per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = now();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return List.of(new ScalarResult(NAME, since(before) / result.getMetadata().getAllOps(),
                "ns/op", AggregationPolicy.AVG));
    }

    /** Returns the nanoseconds that the Java threads have used since, except those that ended. */
    static double since(Map<Long, Long> before) {
        double spent = 0;
        for (Map.Entry<Long, Long> thread : now().entrySet()) {
            spent += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return spent;
    }

    /** Returns the nanoseconds of each thread; getProcessCpuTime counts in steps of 10 ms. */
    static Map<Long, Long> now() {
        long[] ids = THREADS.getAllThreadIds();
        long[] nanos = THREADS.getThreadCpuTime(ids);
        Map<Long, Long> times = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (nanos[i] >= 0) { // it is -1 if the thread has ended
                times.put(ids[i], nanos[i]);
            }
        }
        return times;
    }
}

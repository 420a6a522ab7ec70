// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static io.taskwork.conformance.Scope.throwing;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of executors whose threads are virtual. */
final class ExecutorChecks {
    private ExecutorChecks() {}

    static void addTo(List<Check> checks) {
        perTask(checks);
        pool(checks);
        scheduled(checks);
    }

    private static ExecutorService perTask(Scope s) {
        return Executors.newThreadPerTaskExecutor(rained(s));
    }

    /** Returns a factory of threads on which the rain falls. */
    private static ThreadFactory rained(Scope s) {
        return task -> {
            Thread thread = Thread.ofVirtual().unstarted(task);
            s.rain(thread);
            return thread;
        };
    }

    private static void perTask(List<Check> checks) {
        checks.add(new Check("a thread per task: close waits for all", s -> {
            AtomicInteger ran = new AtomicInteger();
            try (ExecutorService executor = perTask(s)) {
                for (int i = 0; i < 40; i++) {
                    executor.execute(() -> {
                        Thread.yield();
                        ran.incrementAndGet();
                    });
                }
            }
            equal(40, ran.get());
        }));
        checks.add(new Check("a thread per task: invokeAll and invokeAny", s -> {
            try (ExecutorService executor = perTask(s)) {
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    int mine = i;
                    tasks.add(() -> {
                        Thread.yield();
                        return mine;
                    });
                }
                int sum = 0;
                for (Future<Integer> future : executor.invokeAll(tasks)) {
                    sum += future.get();
                }
                equal(190, sum);
                int any = executor.invokeAny(tasks);
                require(any >= 0 && any < 20, "not one of them");
            }
        }));
        checks.add(new Check("a thread per task: shutdownNow interrupts", s -> {
            ExecutorService executor = perTask(s);
            CountDownLatch in = new CountDownLatch(3);
            AtomicInteger interrupted = new AtomicInteger();
            for (int i = 0; i < 3; i++) {
                executor.execute(() -> {
                    in.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                    }
                });
            }
            in.await();
            s.timesOut(false, () -> executor.awaitTermination(SHORT_NANOS, NANOSECONDS));
            executor.shutdownNow();
            throwing(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            equal(true, s.start(() -> executor.awaitTermination(1L << 60, NANOSECONDS)).result());
            equal(3, interrupted.get());
        }));
        checks.add(new Check("a thread per task: invokeAll with a limit cancels the rest", s -> {
            try (ExecutorService executor = perTask(s)) {
                CountDownLatch never = new CountDownLatch(1);
                s.timesOut(true, () -> {
                    List<Callable<Boolean>> stuck = Collections.nCopies(3,
                            () -> never.await(1L << 60, NANOSECONDS));
                    return executor.invokeAll(stuck, SHORT_NANOS, NANOSECONDS).stream()
                            .allMatch(Future::isCancelled);
                });
            }
        }));
    }

    private static void pool(List<Check> checks) {
        checks.add(new Check("ThreadPoolExecutor runs each task once, on its few threads", s -> {
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger made = new AtomicInteger();
            ThreadFactory threads = rained(s);
            ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(), task -> {
                        made.incrementAndGet();
                        return threads.newThread(task);
                    });
            s.results(s.start(4, () -> {
                for (int i = 0; i < 25; i++) {
                    pool.execute(ran::incrementAndGet);
                }
                return null;
            }));
            pool.close();
            equal(100, ran.get());
            equal(2, made.get());
            equal(100L, pool.getCompletedTaskCount());
        }));
        checks.add(new Check("ThreadPoolExecutor rejects what it has no room for", s -> {
            CountDownLatch hold = new CountDownLatch(1);
            ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(1), rained(s));
            Callable<Boolean> wait = () -> hold.await(1L << 60, NANOSECONDS);
            Future<Boolean> first = pool.submit(wait);
            Future<Boolean> second = pool.submit(wait);
            throwing(RejectedExecutionException.class, () -> pool.submit(wait));
            hold.countDown();
            equal(true, first.get());
            equal(true, second.get());
            pool.close();
        }));
    }

    private static void scheduled(List<Check> checks) {
        checks.add(new Check("ScheduledThreadPoolExecutor is never early", s -> {
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, rained(s));
            List<Future<Long>> times = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 1; i <= 4; i++) {
                times.add(timer.schedule(System::nanoTime, i * SHORT_NANOS / 2, NANOSECONDS));
            }
            for (int i = 1; i <= 4; i++) {
                require(times.get(i - 1).get() - start >= i * SHORT_NANOS / 2, "early");
            }
            timer.close();
        }));
        checks.add(new Check("ScheduledThreadPoolExecutor repeats, never early", s -> {
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, rained(s));
            CountDownLatch times = new CountDownLatch(5);
            long start = System.nanoTime();
            timer.scheduleAtFixedRate(times::countDown, 1_000_000, 2_000_000, NANOSECONDS);
            s.start(() -> {
                times.await();
                require(System.nanoTime() - start >= 9_000_000, "early");
                return null;
            }).result();
            timer.shutdownNow();
        }));
    }
}

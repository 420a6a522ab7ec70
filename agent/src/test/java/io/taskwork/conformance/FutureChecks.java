// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import static io.taskwork.conformance.Scope.SHORT_NANOS;
import static io.taskwork.conformance.Scope.equal;
import static io.taskwork.conformance.Scope.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeoutException;

/** Checks of CompletableFuture, FutureTask and ForkJoinTask. */
final class FutureChecks {
    private FutureChecks() {}

    static void addTo(List<Check> checks) {
        completable(checks);
        task(checks);
        forkJoin(checks);
    }

    private static Object late(Subject.Body body) throws Exception {
        try {
            return body.run();
        } catch (TimeoutException e) {
            return "late";
        }
    }

    private static void completable(List<Check> checks) {
        checks.add(new Check("CompletableFuture gives its value to all who wait", s -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            List<Subject> waiters = s.start(3, future::get);
            List<Subject> joiners = s.start(3, future::join);
            s.until("not all stages wait", () -> future.getNumberOfDependents() == 6);
            future.complete("value");
            waiters.forEach(waiter -> equal("value", waiter.result()));
            joiners.forEach(waiter -> equal("value", waiter.result()));
        }));
        checks.add(new Check("CompletableFuture.get is interrupted", s -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            s.interruptible(future::get);
            s.interruptible(() -> future.get(1L << 60, NANOSECONDS));
            s.interruptedBefore(future::get);
        }));
        checks.add(new Check("CompletableFuture.join outlasts interrupts", s -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            Subject waiter = s.blocked(future::join);
            waiter.thread.interrupt();
            future.complete("value");
            equal("value", waiter.result());
            require(waiter.wasInterrupted(), "the interrupt is lost");
        }));
        checks.add(new Check("CompletableFuture times out", s -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            s.timesOut("late", () -> late(() -> future.get(SHORT_NANOS, NANOSECONDS)));
            s.timesOut("else", () -> new CompletableFuture<String>()
                    .completeOnTimeout("else", SHORT_NANOS, NANOSECONDS).join());
            s.start(() -> new CompletableFuture<String>().orTimeout(SHORT_NANOS, NANOSECONDS)
                    .join()).threw(CompletionException.class);
        }));
        checks.add(new Check("CompletableFuture passes exceptions on", s -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            Subject getter = s.blocked(future::get);
            Subject joiner = s.blocked(future.thenApply(String::length)::join);
            future.completeExceptionally(new IllegalStateException("mine"));
            equal("mine", getter.threw(ExecutionException.class).getCause().getMessage());
            equal("mine", joiner.threw(CompletionException.class).getCause().getMessage());
        }));
        checks.add(new Check("CompletableFuture stages run in order, and all meet", s -> {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            CompletableFuture<Integer> second = first.thenApplyAsync(i -> i + 1)
                    .thenCompose(i -> CompletableFuture.supplyAsync(() -> i * 10));
            CompletableFuture<Integer> both = first.thenCombine(second, Integer::sum);
            Subject waiter = s.blocked(() -> {
                CompletableFuture.allOf(first, second, both).join();
                return both.getNow(-1);
            });
            first.complete(1);
            equal(21, waiter.result());
        }));
    }

    private static void task(List<Check> checks) {
        checks.add(new Check("FutureTask runs once, for all who wait", s -> {
            int[] ran = {0};
            FutureTask<Integer> task = new FutureTask<>(() -> ++ran[0]);
            List<Subject> waiters = s.start(4, task::get);
            s.results(s.start(3, () -> {
                task.run();
                return null;
            }));
            waiters.forEach(waiter -> equal(1, waiter.result()));
        }));
        checks.add(new Check("FutureTask.cancel(true) interrupts who runs it", s -> {
            CountDownLatch never = new CountDownLatch(1);
            FutureTask<Object> task = new FutureTask<>(() -> {
                never.await();
                return null;
            });
            boolean[] status = {true};
            Subject runner = s.blocked(() -> {
                task.run();
                status[0] = Thread.currentThread().isInterrupted();
                return null;
            });
            require(task.cancel(true), "not cancelled");
            runner.result();
            require(!status[0], "interrupted after the task");
            s.start(task::get).threw(CancellationException.class);
        }));
        checks.add(new Check("FutureTask.get is interrupted and times out", s -> {
            FutureTask<Object> task = new FutureTask<>(() -> "done");
            s.interruptible(task::get);
            s.timesOut("late", () -> late(() -> task.get(SHORT_NANOS, NANOSECONDS)));
            task.run();
            equal("done", s.start(task::get).result());
        }));
    }

    private static final class Fibonacci extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;
        private final int n;

        Fibonacci(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fibonacci other = new Fibonacci(n - 1);
            other.fork();
            return new Fibonacci(n - 2).compute() + other.join();
        }
    }

    private static void forkJoin(List<Check> checks) {
        checks.add(new Check("ForkJoinTask: fork, join, invoke, from virtual threads", s -> {
            s.start(3, () -> ForkJoinPool.commonPool().submit(new Fibonacci(12)).join())
                    .forEach(subject -> equal(144, subject.result()));
            equal(144, s.start(() -> new Fibonacci(12).invoke()).result());
        }));
        checks.add(new Check("ForkJoinTask.get is interrupted and times out", s -> {
            CountDownLatch open = new CountDownLatch(1);
            ForkJoinTask<Object> task = ForkJoinTask.adaptInterruptible(() -> {
                open.await();
                return "done";
            });
            s.interruptible(task::get);
            s.timesOut("late", () -> late(() -> task.get(SHORT_NANOS, NANOSECONDS)));
            Subject waiter = s.blocked(task::get);
            open.countDown();
            task.invoke();
            equal("done", waiter.result());
        }));
    }
}

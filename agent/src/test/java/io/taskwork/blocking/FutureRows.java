// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.taskwork.blocking.Row.Where;
import io.taskwork.support.Await;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Function;

/** Rows of futures, executors, fork-join tasks and publishers. */
final class FutureRows {
    private FutureRows() {}

    static List<Row> all() {
        return List.of(
                get("CompletableFuture.get()", FutureRows::future),
                timedGet("CompletableFuture.get(time)", FutureRows::future),
                Row.of(Where.IN_PLACE, "CompletableFuture.join()",
                        s -> s.call(future(s)::join).result("value")),
                get("FutureTask.get()", FutureRows::task),
                timedGet("FutureTask.get(time)", FutureRows::task),
                Row.timed(Where.QUEUE, "ThreadPoolExecutor.awaitTermination(time)", s ->
                        awaitTermination(s, Executors.newFixedThreadPool(1))),
                Row.of(Where.QUEUE, "ThreadPoolExecutor.close()", s ->
                        close(s, Executors.newFixedThreadPool(1))),
                Row.of(Where.IN_PLACE, "ThreadPoolExecutor.invokeAll(tasks)",
                        invoke((pool, tasks) -> pool.invokeAll(tasks).getFirst().get())),
                Row.of(Where.QUEUE, "ThreadPoolExecutor.invokeAny(tasks)",
                        invoke(ExecutorService::invokeAny)),
                Row.of(Where.QUEUE, "ExecutorCompletionService.take()", s -> {
                    ExecutorCompletionService<String> service =
                            new ExecutorCompletionService<>(Runnable::run);
                    s.call(() -> service.take().get())
                            .use(() -> require(service.poll() == null))
                            .release(() -> service.submit(() -> "value"))
                            .result("value");
                }),
                Row.timed(Where.QUEUE, "ThreadPerTaskExecutor.awaitTermination(time)", s ->
                        awaitTermination(s, Executors.newVirtualThreadPerTaskExecutor())),
                Row.of(Where.QUEUE, "ThreadPerTaskExecutor.close()", s ->
                        close(s, Executors.newVirtualThreadPerTaskExecutor())),
                Row.timed(Where.QUEUE, "ForkJoinPool.awaitTermination(time)", s ->
                        awaitTermination(s, new ForkJoinPool(1))),
                Row.of(Where.IN_PLACE, "ForkJoinTask.join()",
                        s -> s.call(forkJoinTask(s)::join).result("value")),
                get("ForkJoinTask.get()", FutureRows::forkJoinTask),
                timedGet("ForkJoinTask.get(time)", FutureRows::forkJoinTask),
                Row.of(Where.IN_PLACE, "SubmissionPublisher.submit(x)", s -> {
                    SubmissionPublisher<String> full = publisher(s);
                    s.run(() -> full.submit("item"));
                }),
                Row.timed(Where.IN_PLACE, "SubmissionPublisher.offer(x, time)", s -> {
                    SubmissionPublisher<String> full = publisher(s);
                    s.call(() -> full.offer("item", s.nanos, NANOSECONDS, null) >= 0)
                            .result(true).late(false);
                }));
    }

    private static Row get(String call, Function<Scene, Future<String>> maker) {
        return Row.of(Where.IN_PLACE, call, s -> {
            Future<String> future = maker.apply(s);
            s.call(() -> future.get()).result("value");
        });
    }

    private static Row timedGet(String call, Function<Scene, Future<String>> maker) {
        return Row.timed(Where.IN_PLACE, call, s -> {
            Future<String> future = maker.apply(s);
            s.call(() -> future.get(s.nanos, NANOSECONDS))
                    .result("value").late("TimeoutException");
        });
    }

    private interface Invoke {
        String on(ExecutorService pool, List<Callable<String>> tasks) throws Exception;
    }

    private static Row.Maker invoke(Invoke invoke) {
        return s -> {
            CountDownLatch gate = new CountDownLatch(1);
            ExecutorService pool = s.opened(Executors.newFixedThreadPool(1));
            s.call(() -> invoke.on(pool, List.of(() -> {
                gate.await();
                return "value";
            })));
            s.use(() -> require(!pool.isShutdown())).release(gate::countDown);
            s.result("value");
        };
    }

    private static CompletableFuture<String> future(Scene s) {
        CompletableFuture<String> future = new CompletableFuture<>();
        s.use(future::join).release(() -> future.complete("value"));
        return future;
    }

    private static FutureTask<String> task(Scene s) {
        FutureTask<String> task = new FutureTask<>(() -> "value");
        s.use(() -> require("value".equals(task.get()))).release(task::run);
        return task;
    }

    private static ForkJoinTask<String> forkJoinTask(Scene s) {
        CountDownLatch gate = new CountDownLatch(1);
        s.opened(gate::countDown);
        ForkJoinTask<String> task = ForkJoinPool.commonPool().submit(() -> {
            gate.await();
            return "value";
        });
        s.use(() -> require("value".equals(task.get()))).release(gate::countDown);
        return task;
    }

    private static void awaitTermination(Scene s, ExecutorService pool) {
        CountDownLatch gate = gate(s, pool);
        pool.shutdown();
        s.call(() -> pool.awaitTermination(s.nanos, NANOSECONDS));
        s.use(() -> require(pool.awaitTermination(Await.LONG.toNanos(), NANOSECONDS)));
        s.release(gate::countDown).result(true).late(false);
    }

    private static void close(Scene s, ExecutorService pool) {
        CountDownLatch gate = gate(s, pool);
        s.run(pool::close).use(pool::close).release(gate::countDown);
    }

    /** A task that keeps the pool from ending. */
    private static CountDownLatch gate(Scene s, ExecutorService pool) {
        CountDownLatch gate = new CountDownLatch(1);
        s.opened(gate::countDown);
        pool.submit(() -> {
            gate.await();
            return null;
        });
        return gate;
    }

    /** Makes a publisher whose one subscriber takes nothing before the release. */
    private static SubmissionPublisher<String> publisher(Scene s) {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 1);
        SlowSubscriber subscriber = new SlowSubscriber();
        publisher.subscribe(subscriber);
        while (publisher.offer("filler", null) >= 0) {
            require(publisher.estimateMaximumLag() < 1_000);
        }
        s.use(() -> require(publisher.getNumberOfSubscribers() == 1));
        s.release(subscriber::takeAll);
        return publisher;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If an idle worker of a pool runs a callback, the other one does the pool's work. */
class BusyPoolIT {
    private static final int WORKERS = 2;

    private final List<Thread> workers = new CopyOnWriteArrayList<>();

    private ThreadFactory factory(boolean virtual) {
        return body -> {
            Thread thread = virtual
                    ? Thread.ofVirtual().unstarted(body)
                    : Thread.ofPlatform().daemon().unstarted(body);
            workers.add(thread);
            return thread;
        };
    }

    /** It would be a self-deadlock if the task went to the worker whose callback waits for it. */
    @ParameterizedTest(name = "virtual: {0}")
    @ValueSource(booleans = {true, false})
    void callbackWaitsForATaskThatItGaveToItsOwnPool(boolean virtual) throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(WORKERS, WORKERS, 0, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), factory(virtual));
        startAll(pool);
        for (Thread worker : workers) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            Await.blocked(worker);
            TaskWorks.add(worker, () -> {
                try {
                    answer.complete(pool.submit(() -> "answer")
                            .get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS));
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            }, Notify.SIGNAL);
            assertEquals("answer", answer.get());
        }
        pool.shutdown();
        ended();
    }

    /** The callback waits for the task, which is scheduled before the callback, or by it. */
    @ParameterizedTest(name = "virtual: {0}")
    @ValueSource(booleans = {true, false})
    void scheduledTaskRunsWhileTheWorkerThatWaitedForItIsBusy(boolean virtual) throws Exception {
        ScheduledThreadPoolExecutor pool =
                new ScheduledThreadPoolExecutor(WORKERS, factory(virtual));
        startAll(pool);
        CountDownLatch ran = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(WORKERS - 1);
        pool.schedule(ran::countDown, 500, TimeUnit.MILLISECONDS);
        Await.until("nobody waits for the task", () -> leader() != null || ran.getCount() < 2);
        Thread leader = leader() == null ? workers.get(0) : leader();
        TaskWorks.add(leader, () -> {
            pool.schedule(ran::countDown, 20, TimeUnit.MILLISECONDS);
            Await.passed("a task does not run", ran);
            over.countDown();
        }, Notify.SIGNAL);
        Await.passed("the callback does not end", over);
        pool.shutdown();
        ended();
    }

    /** Returns which of the workers waits for a time. */
    private Thread leader() {
        for (Thread worker : workers) {
            if (worker.getState() == Thread.State.TIMED_WAITING) {
                return worker;
            }
        }
        return null;
    }

    private void startAll(ThreadPoolExecutor pool) {
        pool.prestartAllCoreThreads();
        workers.forEach(Await::blocked);
    }

    private void ended() {
        workers.forEach(Await::ended);
    }
}

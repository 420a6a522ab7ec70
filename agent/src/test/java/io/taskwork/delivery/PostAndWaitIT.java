// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Subject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Hazard 8: threads that queue works on each other and wait for them do not deadlock. */
class PostAndWaitIT {
    private static final int ROUNDS = 2_000;

    private interface Wait {
        void until(CompletableFuture<?> ran) throws Exception;
    }

    private static Subject poster(Subject[] all, int me, CyclicBarrier start, Wait wait) {
        return Subject.unstarted(() -> {
            start.await();
            for (int i = 0; i < ROUNDS; i++) {
                CompletableFuture<Void> ran = new CompletableFuture<>();
                Thread target = all[(me + 1) % all.length].thread;
                assertTrue(TaskWorks.add(target, () -> ran.complete(null), Notify.SIGNAL));
                wait.until(ran);
            }
            start.await(); // stays alive until all are done
            return "done";
        });
    }

    private static void postAndWait(int threads, Wait wait) {
        Subject[] all = new Subject[threads];
        CyclicBarrier start = new CyclicBarrier(threads);
        for (int i = 0; i < threads; i++) {
            all[i] = poster(all, i, start, wait);
        }
        for (Subject probe : all) {
            probe.thread.start();
        }
        for (Subject probe : all) {
            probe.endsWith("done");
        }
    }

    @Test
    void twoThreadsInJoin() {
        postAndWait(2, CompletableFuture::join);
    }

    @Test
    void threeThreadsInALatch() {
        postAndWait(3, ran -> {
            CountDownLatch latch = new CountDownLatch(1);
            ran.thenRun(latch::countDown);
            latch.await();
        });
    }

    @Test
    void twoThreadsInObjectWait() {
        postAndWait(2, ran -> {
            synchronized (ran) {
                while (!ran.isDone()) {
                    ran.wait(1); // nobody notifies the threads; the SIGNAL and the time do
                }
            }
        });
    }

    /** A callback that posts and waits is served by a thread that waits in its own code. */
    @Test
    void fromWithinCallbacks() {
        CountDownLatch end = new CountDownLatch(1);
        Subject server = Subject.start(() -> {
            end.await();
            return "done";
        });
        Subject client = Subject.start(() -> {
            int[] served = {0};
            for (int i = 0; i < ROUNDS; i++) {
                TaskWorks.add(Thread.currentThread(), () -> {
                    CompletableFuture<Void> ran = new CompletableFuture<>();
                    TaskWorks.add(server.thread, () -> ran.complete(null), Notify.SIGNAL);
                    ran.join();
                    served[0]++;
                }, Notify.RESUME);
                Thread.yield();
            }
            return served[0];
        });
        client.endsWith(ROUNDS);
        end.countDown();
        server.endsWith("done");
    }
}

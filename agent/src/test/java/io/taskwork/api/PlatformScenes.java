// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** Scenes with platform threads, which a weakened twin of the runtime fails as well. */
final class PlatformScenes {
    private PlatformScenes() {}

    /**
     * Plays a platform thread that queues for a lock, whose callback waits for a thread that queues
     * behind.
     */
    static String turnPassesOn(Kind behind) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        Subject first = Subject.start(Kind.PLATFORM, () -> lockAndUnlock(lock));
        Await.until("not queued", () -> lock.hasQueuedThread(first.thread));
        Subject second = Subject.start(behind, () -> lockAndUnlock(lock));
        Await.until("not queued", () -> lock.hasQueuedThread(second.thread));
        CountDownLatch inCallback = new CountDownLatch(1);
        CompletableFuture<Boolean> callback = TaskWorks.call(first.thread, () -> {
            inCallback.countDown();
            return second.thread.join(Await.LIMIT);
        }, Notify.SIGNAL);
        Await.passed("not run", inCallback);
        lock.unlock();
        if (!WeakIT.isDone(callback)) {
            return "the turn stays with a thread that is busy";
        }
        return first.result().equals("locked") && second.result().equals("locked") ? "ok" : "lost";
    }

    private static String lockAndUnlock(ReentrantLock lock) {
        lock.lock();
        lock.unlock();
        return "locked";
    }

    /** Plays two platform threads that call each other and wait. */
    static String callEachOther() {
        CountDownLatch over = new CountDownLatch(2);
        Subject[] pair = new Subject[2];
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            pair[i] = Subject.unstarted(Kind.PLATFORM, () -> {
                String answer = TaskWorks
                        .call(pair[other].thread, () -> "answer", Notify.SIGNAL)
                        .get(WeakIT.PATIENCE_SECONDS, TimeUnit.SECONDS);
                over.countDown();
                over.await(WeakIT.PATIENCE_SECONDS, TimeUnit.SECONDS);
                return answer;
            });
        }
        pair[0].thread.start();
        pair[1].thread.start();
        try {
            pair[0].result();
            pair[1].result();
            return "ok";
        } catch (AssertionError e) {
            return e.getCause() instanceof TimeoutException ? "they wait for ever" : "" + e;
        }
    }
}

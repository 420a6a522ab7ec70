// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main thread is older than the agent, and a target like any other, even in the first wait of
 * its life.
 */
class MainThreadIT {
    @ParameterizedTest
    @ValueSource(strings = {"park", "latch", "lock", "future"})
    void isReachedInItsFirstWait(String wait) throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .run(60, Waits.class.getName(), wait);
        assertEquals("NOW\nran on main\nmain goes on\n", result.output());
    }

    static final class Waits {
        public static void main(String[] args) throws Exception {
            Thread main = Thread.currentThread();
            CountDownLatch latch = new CountDownLatch(1);
            ReentrantLock lock = new ReentrantLock();
            CompletableFuture<String> future = new CompletableFuture<>();
            CountDownLatch locked = new CountDownLatch(1);
            Thread.ofPlatform().start(() -> {
                lock.lock();
                locked.countDown();
                Await.blocked(main);
                Await.until("not reached", () -> TaskWorks.reach(main) != Reach.RUNNING);
                System.out.println(TaskWorks.reach(main));
                System.out.println("ran on " + Await.value(TaskWorks.call(
                        main, () -> Thread.currentThread().getName(), Notify.SIGNAL)));
                lock.unlock();
                latch.countDown();
                future.complete("");
                LockSupport.unpark(main);
            });
            while (locked.getCount() > 0) {
                Thread.onSpinWait();
            }
            switch (args[0]) {
                case "park" -> {
                    while (latch.getCount() > 0) {
                        LockSupport.park();
                    }
                }
                case "latch" -> latch.await();
                case "lock" -> lock.lock();
                default -> future.get();
            }
            System.out.println("main goes on");
        }
    }
}

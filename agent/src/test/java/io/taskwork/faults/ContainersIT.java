// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors and thread flocks that close while works are queued on their threads. */
@Tag("jdk")
class ContainersIT {
    private static final int THREADS = 100;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    private void addOneOfEachMode(Thread thread) {
        for (Notify mode : Notify.values()) {
            if (!TaskWorks.add(thread, ran::incrementAndGet, mode)) {
                throw new AssertionError("refused");
            }
        }
    }

    private void allRanAndAreOver() {
        for (Thread thread : threads) {
            Await.ended(thread); // close waits for the tasks, not for what runs at exit
            assertFalse(TaskWorks.add(thread, () -> {}, Notify.SIGNAL));
        }
        assertEquals(THREADS * Notify.values().length, ran.get());
    }

    /** The tasks end only by callbacks that come while the executor closes. */
    @Test
    void anExecutorThatCloses() {
        CountDownLatch free = new CountDownLatch(1);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < THREADS; i++) {
            executor.execute(() -> {
                threads.add(Thread.currentThread());
                while (free.getCount() > 0) {
                    LockSupport.park();
                }
            });
        }
        Await.until("not all threads have started", () -> threads.size() == THREADS);
        Thread closer = Thread.startVirtualThread(executor::close);
        Await.until("the closer does not wait", () -> Await.isBlocked(closer));
        threads.forEach(this::addOneOfEachMode);
        TaskWorks.add(threads.getFirst(), free::countDown, Notify.SIGNAL);
        for (Thread thread : threads) {
            TaskWorks.add(thread, () -> LockSupport.unpark(Thread.currentThread()), Notify.SIGNAL);
        }
        Await.until("the count", () -> free.getCount() == 0);
        threads.forEach(LockSupport::unpark);
        Await.ended(closer);
        allRanAndAreOver();
    }

    /** The interrupts are meant for the tasks, and each task gets one. */
    @Test
    void anExecutorThatIsShutDownNow() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                executor.execute(() -> {
                    threads.add(Thread.currentThread());
                    try {
                        Thread.sleep(3_600_000);
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                    }
                });
            }
            Await.until("not all threads have started", () -> threads.size() == THREADS);
            threads.forEach(Await::blocked);
            threads.forEach(this::addOneOfEachMode);
            executor.shutdownNow();
        }
        allRanAndAreOver();
        assertEquals(THREADS, interrupted.get());
    }

    /** This is what a structured task scope is made of; a closed one fails the start. */
    @Test
    void aThreadFlockThatCloses() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
                .run(60, Flock.class.getName());
        assertEquals("""
                ran 3, exit hook ran 1
                start: IllegalStateException
                ran 3, add false, call completed exceptionally true
                """, result.output());
    }

    static final class Flock {
        public static void main(String[] args) throws Exception {
            Class<?> type = Class.forName("jdk.internal.misc.ThreadFlock");
            Object flock = type.getMethod("open", String.class).invoke(null, "flock");
            Method start = type.getMethod("start", Thread.class);
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger atExit = new AtomicInteger();
            CountDownLatch free = new CountDownLatch(1);
            Thread thread = Thread.ofVirtual().unstarted(() -> {
                try {
                    free.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            TaskWorks.add(thread, ran::incrementAndGet, Notify.RESUME);
            start.invoke(flock, thread);
            Await.blocked(thread);
            TaskWorks.add(thread, atExit::incrementAndGet, Notify.NONE);
            TaskWorks.add(thread, ran::incrementAndGet, Notify.RESUME);
            TaskWorks.add(thread, () -> {
                ran.incrementAndGet();
                free.countDown();
            }, Notify.SIGNAL);
            type.getMethod("close").invoke(flock); // waits for its threads
            thread.join();
            System.out.println("ran " + ran + ", exit hook ran " + atExit);

            Thread late = Thread.ofVirtual().unstarted(() -> {});
            TaskWorks.add(late, ran::incrementAndGet, Notify.RESUME);
            var call = TaskWorks.call(late, ran::incrementAndGet, Notify.RESUME);
            try {
                start.invoke(flock, late);
            } catch (InvocationTargetException e) {
                System.out.println("start: " + e.getCause().getClass().getSimpleName());
            }
            System.out.println("ran " + ran + ", add "
                    + TaskWorks.add(late, () -> {}, Notify.NONE)
                    + ", call completed exceptionally " + call.isCompletedExceptionally());
        }
    }
}

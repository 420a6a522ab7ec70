// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nothing else brings to a run point runs at exit. OnExitIT has what runs only there. */
class ExitHookIT {
    private static final int THREADS = 2_000;

    private final List<String> log = new ArrayList<>(); // plain, since join makes it visible
    private final ThreadLocal<String> local = new ThreadLocal<>();
    private final InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();

    private void hook(Thread thread, Runnable hook) {
        assertTrue(TaskWorks.add(thread, hook, Notify.NONE));
    }

    @ParameterizedTest
    @EnumSource
    void notAtOrdinaryRunPoints(Kind kind) {
        ReentrantLock lock = new ReentrantLock();
        Subject subject = Subject.unstarted(kind, () -> {
            Thread.yield();
            LockSupport.parkNanos(1_000);
            Thread.sleep(1);
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            lock.lock();
            lock.unlock();
            synchronized (lock) {
                lock.wait(1);
            }
            return List.copyOf(log);
        });
        hook(subject.thread, () -> log.add("hook"));
        lock.lock();
        subject.thread.start();
        Await.until("the thread does not queue for the lock",
                () -> lock.hasQueuedThread(subject.thread));
        Await.quiet();
        lock.unlock();
        assertEquals(List.of(), subject.result());
        assertEquals(List.of("hook"), log);
    }

    @ParameterizedTest
    @EnumSource
    void threadLocalsAreThere(Kind kind) {
        inherited.set("inherited");
        Subject subject = Subject.start(kind, () -> {
            local.set("own");
            hook(Thread.currentThread(), () -> log.add(local.get() + " " + inherited.get()));
            return null;
        });
        subject.result();
        assertEquals(List.of("own inherited"), log);
    }

    /**
     * The hook runs after the thread's own code, in order; what was thrown has been handled before.
     */
    @ParameterizedTest
    @EnumSource
    void afterTheOwnCodeAndItsHandler(Kind kind) {
        Thread thread = kind.unstarted(() -> {
            log.add("own code");
            throw new IllegalStateException("thrown");
        });
        thread.setUncaughtExceptionHandler((t, e) -> log.add(e.getMessage()));
        hook(thread, () -> log.add("first, exiting " + TaskWorks.exiting()));
        hook(thread, () -> hook(thread, () -> log.add("added by a hook")));
        hook(thread, () -> log.add("second"));
        thread.start();
        Await.ended(thread);
        assertEquals(
                List.of("own code", "thrown", "first, exiting true", "second", "added by a hook"),
                log);
    }

    /** Hooks make plain writes, which are read after join: lost ones would show in many threads. */
    @ParameterizedTest
    @EnumSource
    void happensBeforeJoin(Kind kind) throws InterruptedException {
        int threads = kind == Kind.VIRTUAL ? 10 * THREADS : THREADS;
        for (int i = 0; i < threads; i++) {
            int[] plain = new int[1];
            Thread thread = kind.unstarted(() -> plain[0]++);
            hook(thread, () -> plain[0] += 10);
            thread.start();
            if (i % 2 == 0) {
                thread.join();
            } else {
                while (thread.isAlive()) { // as good as join
                    Thread.onSpinWait();
                }
            }
            assertEquals(11, plain[0]);
        }
    }

    /**
     * The close of an executor waits for its tasks. The hooks come after those, and join waits for
     * them.
     */
    @Test
    void inThreadsOfAnExecutor() {
        AtomicInteger ran = new AtomicInteger();
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                executor.execute(() -> {
                    threads.add(Thread.currentThread());
                    hook(Thread.currentThread(), () -> {
                        Thread.yield();
                        ran.incrementAndGet();
                    });
                });
            }
        }
        threads.forEach(Await::ended);
        assertEquals(THREADS, ran.get());
    }

    @ParameterizedTest
    @EnumSource
    void oneThatThrowsDoesNotKeepTheNextFromRunning(Kind kind) {
        Thread thread = kind.unstarted(() -> {});
        thread.setUncaughtExceptionHandler((t, e) -> log.add("reported " + e.getMessage()));
        hook(thread, () -> {
            throw new AssertionError("one");
        });
        hook(thread, () -> log.add("two"));
        thread.start();
        Await.ended(thread);
        assertEquals(List.of("reported one", "two"), log);
        assertFalse(TaskWorks.add(thread, () -> {}, Notify.NONE));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Callbacks that throw anything, at any point: nothing of it reaches the JDK or the program. */
@Tag("jdk")
class ThrowIT {
    private static int depth;

    private static void overflow() {
        overflow();
        depth++; // so that it is no tail call
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable e) throws T {
        throw (T) e;
    }

    private static Map<String, Runnable> faults() {
        Map<String, Runnable> faults = new LinkedHashMap<>();
        faults.put("an exception", () -> ThrowIT.<RuntimeException>sneak(new Exception("mine")));
        faults.put("an InterruptedException",
                () -> ThrowIT.<RuntimeException>sneak(new InterruptedException("mine")));
        faults.put("an Error", () -> ThrowIT.<RuntimeException>sneak(new LinkageError("mine")));
        faults.put("null", () -> ThrowIT.<RuntimeException>sneak(null));
        faults.put("what a scheduler throws",
                () -> ThrowIT.<RuntimeException>sneak(new RejectedExecutionException("mine")));
        faults.put("what a lock throws",
                () -> ThrowIT.<RuntimeException>sneak(new IllegalMonitorStateException("mine")));
        faults.put("a stack overflow", ThrowIT::overflow);
        faults.put("out of memory", () -> assertTrue(new long[Integer.MAX_VALUE].length < 0));
        return faults;
    }

    @TestFactory
    List<DynamicTest> whereverTheThreadIsBlocked() {
        List<DynamicTest> tests = new ArrayList<>();
        faults().forEach((what, fault) -> {
            boolean overflow = what.equals("a stack overflow");
            for (Spot spot : Spot.all()) {
                if (overflow && spot.isReserved()) {
                    continue; // OverflowIT has that case
                }
                tests.add(DynamicTest.dynamicTest(what + ", in " + spot,
                        () -> new Faulty(spot, true).suffers(fault, 2)));
            }
            for (Spot spot : Spot.all()) {
                if (spot.platformToo() && !(overflow && spot.isReserved())) {
                    tests.add(DynamicTest.dynamicTest(what + ", in " + spot + ", platform thread",
                            () -> new Faulty(spot, false).suffers(fault, 2)));
                }
            }
        });
        return tests;
    }

    @TestFactory
    List<DynamicTest> atStartYieldMaskRunAndExit() {
        List<DynamicTest> tests = new ArrayList<>();
        faults().forEach((what, fault) -> {
            tests.add(DynamicTest.dynamicTest(what + ", virtual", () -> life(fault, true)));
            tests.add(DynamicTest.dynamicTest(what + ", platform", () -> life(fault, false)));
        });
        return tests;
    }

    /** Gives each run point a fault and, after it, a callback that must run. */
    private static void life(Runnable fault, boolean virtual) {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger uncaught = new AtomicInteger();
        AtomicInteger completed = new AtomicInteger();
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        Thread thread = builder.unstarted(() -> {
            Thread self = Thread.currentThread();
            if (!virtual) {
                TaskWorks.run(); // the start of a platform thread is no run point
            }
            check(completed, ran, 1);
            add(self, fault, ran);
            LockSupport.park();
            check(completed, ran, 2);
            add(self, fault, ran);
            assertEquals(2, TaskWorks.run());
            check(completed, ran, 3);
            try (var mask = TaskWorks.mask()) {
                add(self, fault, ran);
                LockSupport.parkNanos(1);
                check(completed, ran, 3);
            }
            check(completed, ran, 4);
            TaskWorks.call(self, () -> {
                fault.run();
                return null;
            }, Notify.RESUME).exceptionally(e -> ran.incrementAndGet());
            TaskWorks.run();
            check(completed, ran, 5);
            add(self, fault, ran); // at exit
        });
        thread.setUncaughtExceptionHandler((t, e) -> uncaught.incrementAndGet());
        add(thread, fault, ran);
        thread.start();
        Await.ended(thread);
        assertEquals(6, completed.get(), "the thread's own code did not get to its end");
        assertEquals(6, ran.get());
        assertEquals(5, uncaught.get());
    }

    private static void check(AtomicInteger completed, AtomicInteger ran, int expected) {
        Await.require(ran.get() == expected, "ran " + ran + ", not " + expected);
        completed.incrementAndGet();
    }

    private static void add(Thread thread, Runnable fault, AtomicInteger ran) {
        TaskWorks.add(thread, fault, Notify.RESUME);
        TaskWorks.add(thread, ran::incrementAndGet, Notify.RESUME);
    }

    /**
     * The callback is in a work that another callback runs by TaskWorks.run(): the throwables of
     * both are reported.
     */
    @Test
    void inANestedRun() {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger uncaught = new AtomicInteger();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            Thread self = Thread.currentThread();
            TaskWorks.add(self, () -> {
                TaskWorks.add(self, ThrowIT::overflow, Notify.NONE);
                TaskWorks.add(self, ran::incrementAndGet, Notify.NONE);
                ran.addAndGet(10 * TaskWorks.run());
                throw new IllegalStateException("outer");
            }, Notify.RESUME);
            Thread.yield();
            ran.addAndGet(100);
        });
        thread.setUncaughtExceptionHandler((t, e) -> uncaught.incrementAndGet());
        thread.start();
        Await.ended(thread);
        assertEquals(121, ran.get());
        assertEquals(2, uncaught.get());
    }
}

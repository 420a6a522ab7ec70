// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Platform threads: what is a run point for them, and what is not. */
@Tag("jdk")
class PlatformThreadIT {
    private static final long FAR_NANOS = Await.LIMIT.toNanos() * 10;

    /** Returns tests of all forms of park. Each returns once a work ran, as it may. */
    @TestFactory
    Stream<DynamicTest> parks() {
        return Stream.<Runnable>of(
                LockSupport::park,
                () -> LockSupport.park(this),
                () -> LockSupport.parkNanos(FAR_NANOS),
                () -> LockSupport.parkNanos(this, FAR_NANOS),
                () -> LockSupport.parkUntil(System.currentTimeMillis() + FAR_NANOS / 1_000_000),
                () -> LockSupport.parkUntil(
                        this, System.currentTimeMillis() + FAR_NANOS / 1_000_000))
                .map(park -> DynamicTest.dynamicTest("park", () -> isRunPoint(park)));
    }

    private static void isRunPoint(Runnable park) {
        AtomicInteger ran = new AtomicInteger();
        Subject blocked = Subject.start(Kind.PLATFORM, () -> {
            park.run();
            int afterOne = ran.get();
            TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.RESUME);
            park.run(); // at its entry
            return afterOne + " " + ran.get();
        });
        Await.until("the thread is not parked", () -> TaskWorks.reach(blocked.thread) == Reach.NOW);
        TaskWorks.add(blocked.thread, ran::incrementAndGet, Notify.SIGNAL);
        assertEquals("1 2", blocked.result());
    }

    /**
     * Returns tests of synchronizers, queues and futures: the call continues after the work, and
     * gives its result.
     */
    @TestFactory
    Stream<DynamicTest> whatRestsOnPark() {
        return PlatformCalls.all().map(call -> DynamicTest.dynamicTest(call.name(), () -> {
            Subject subject = Subject.start(Kind.PLATFORM, call.blocking());
            Await.until("the thread is not blocked",
                    () -> TaskWorks.reach(subject.thread) == Reach.NOW);
            for (int i = 0; i < 3; i++) {
                assertEquals(subject.thread, Await.value(TaskWorks.call(
                        subject.thread, Thread::currentThread, Notify.SIGNAL)));
                Await.until("the call does not go on",
                        () -> TaskWorks.reach(subject.thread) == Reach.NOW);
            }
            CompletableFuture<String> resume =
                    TaskWorks.call(subject.thread, () -> "resumed", Notify.RESUME);
            Await.quiet();
            assertFalse(resume.isDone(), "RESUME woke it");
            call.release().run();
            assertEquals(call.result(), subject.result());
            assertEquals("resumed", Await.value(resume));
        }));
    }

    /**
     * Returns tests of what is no run point: works wait for the next one, and the call is not
     * disturbed.
     */
    @TestFactory
    Stream<DynamicTest> sleepAndWait() {
        return ReachCase.all()
                .filter(c -> c.kind() == Kind.PLATFORM && c.reach() == Reach.NO_RUN_POINT)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    Runnable[] release = new Runnable[1];
                    AtomicInteger ran = new AtomicInteger();
                    Subject subject = c.start(release);
                    Await.until("the thread is not in the call",
                            () -> TaskWorks.reach(subject.thread) == c.reach());
                    for (Notify mode : Notify.values()) {
                        TaskWorks.add(subject.thread, ran::incrementAndGet, mode);
                    }
                    Await.quiet();
                    assertEquals(0, ran.get());
                    assertTrue(subject.pending());
                    release[0].run();
                    subject.result();
                    assertEquals(3, ran.get());
                }));
    }

    /**
     * The next park after such a call is a run point again, although a SIGNAL was spent on the
     * call.
     */
    @Test
    void theParkAfterASleepRunsThem() {
        AtomicInteger ran = new AtomicInteger();
        AtomicBoolean awake = new AtomicBoolean();
        Subject subject = Subject.start(Kind.PLATFORM, () -> {
            while (!awake.get()) {
                Thread.sleep(1);
            }
            assertEquals(0, ran.get());
            LockSupport.park();
            int afterPark = ran.get();
            while (ran.get() < 2) {
                LockSupport.park(); // for the second SIGNAL
            }
            return afterPark + " " + ran.get();
        });
        Await.until("the thread does not sleep",
                () -> TaskWorks.reach(subject.thread) == Reach.NO_RUN_POINT);
        TaskWorks.add(subject.thread, ran::incrementAndGet, Notify.SIGNAL);
        awake.set(true);
        Await.until("the work did not run", () -> ran.get() == 1);
        Await.until("the thread is not parked", () -> TaskWorks.reach(subject.thread) == Reach.NOW);
        TaskWorks.add(subject.thread, ran::incrementAndGet, Notify.SIGNAL);
        assertEquals("1 2", subject.result());
    }

    @Test
    void interruptStatusAndPermitAreItsOwn() {
        Subject subject = Subject.start(Kind.PLATFORM, () -> {
            Thread self = Thread.currentThread();
            self.interrupt();
            TaskWorks.add(self, () -> assertFalse(self.isInterrupted()), Notify.RESUME);
            LockSupport.park();
            assertTrue(Thread.interrupted(), "lost");
            TaskWorks.add(self, self::interrupt, Notify.RESUME);
            LockSupport.park();
            assertFalse(self.isInterrupted(), "the callback's own");
            LockSupport.unpark(self);
            TaskWorks.add(self, () -> LockSupport.park(), Notify.RESUME); // consumes the permit
            TaskWorks.run();
            LockSupport.park(); // hangs without it
            return "done";
        });
        assertEquals("done", subject.result());
    }
}

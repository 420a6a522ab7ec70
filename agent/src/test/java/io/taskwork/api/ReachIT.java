// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code TaskWorks.reach}: what it says is true. AttachedReachIT has OLDER_FRAME. */
@Tag("jdk")
class ReachIT {
    private static void reaches(Thread thread, Reach reach) {
        Await.until(thread + " is not " + reach, () -> TaskWorks.reach(thread) == reach);
    }

    @TestFactory
    Stream<DynamicTest> everyPlace() {
        return ReachCase.all().map(c -> DynamicTest.dynamicTest(c.toString(), () -> isTrue(c)));
    }

    /**
     * Checks that with NOW a SIGNAL runs while the thread is where it is, and with anything else
     * does not.
     */
    private static void isTrue(ReachCase place) {
        Runnable[] release = new Runnable[1];
        Subject subject = place.start(release);
        CountDownLatch ran = new CountDownLatch(1);
        try {
            reaches(subject.thread, place.reach());
            assertTrue(TaskWorks.add(subject.thread, ran::countDown, Notify.SIGNAL));
            if (place.reach().isNow()) {
                Await.passed("reach says NOW, and it does not run", ran);
            } else {
                Await.quiet();
                assertEquals(1, ran.getCount(), "reach says it would not run now");
            }
            reaches(subject.thread, place.reach()); // its own code continues
        } finally {
            release[0].run(); // otherwise it may keep a carrier for good
        }
        assertEquals(null, subject.result());
        assertEquals(0, ran.getCount());
        assertEquals(Reach.EXITED, TaskWorks.reach(subject.thread));
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheStartAndAfterTheEnd(Kind kind) {
        Subject subject = Subject.unstarted(kind, () -> null);
        assertEquals(Reach.NOT_STARTED, TaskWorks.reach(subject.thread));
        TaskWorks.add(subject.thread, () -> {}, Notify.SIGNAL);
        assertEquals(Reach.NOT_STARTED, TaskWorks.reach(subject.thread));
        subject.thread.start();
        subject.result();
        assertEquals(Reach.EXITED, TaskWorks.reach(subject.thread));
        assertEquals(Reach.EXITED, TaskWorks.reach(Subject.exited(kind).thread));
    }

    @ParameterizedTest
    @EnumSource
    void ofTheThreadItself(Kind kind) {
        Subject subject = Subject.start(kind, () -> {
            Thread self = Thread.currentThread();
            assertEquals(Reach.RUNNING, TaskWorks.reach(self));
            try (Mask mask = TaskWorks.mask()) {
                assertEquals(Reach.MASKED, TaskWorks.reach(self));
                AtomicReference<Reach> inCallback = new AtomicReference<>();
                TaskWorks.add(self, () -> inCallback.set(TaskWorks.reach(self)), Notify.NONE);
                TaskWorks.run();
                assertEquals(Reach.DRAINING, inCallback.get());
            }
            return TaskWorks.reach(self);
        });
        assertEquals(Reach.RUNNING, subject.result());
    }

    /** As long as the last works run the thread can be reached, and adds are accepted. */
    @ParameterizedTest
    @EnumSource
    void whileItExits(Kind kind) {
        CountDownLatch go = new CountDownLatch(1);
        Subject subject = Subject.unstarted(kind, () -> null);
        TaskWorks.add(subject.thread, () -> Await.passed("go", go), Notify.NONE);
        subject.thread.start();
        reaches(subject.thread, Reach.DRAINING);
        Await.until("the thread's own code has not ended", subject::isOver);
        assertTrue(TaskWorks.add(subject.thread, () -> {}, Notify.SIGNAL));
        go.countDown();
        subject.result();
    }

    /**
     * The method only looks: a hundred thousand looks leave a sleeper asleep and a queue as it is.
     */
    @Test
    void lookingChangesNothing() {
        Subject subject = Subject.parked(Kind.VIRTUAL);
        TaskWorks.add(subject.thread, () -> {}, Notify.NONE);
        for (int i = 0; i < 100_000; i++) {
            assertEquals(Reach.NOW, TaskWorks.reach(subject.thread));
        }
        assertTrue(subject.pending());
        subject.release();
    }

    @Test
    void onlyNowIsNowAndEachHasItsReason() {
        Set<String> reasons = new HashSet<>();
        for (Reach reach : Reach.values()) {
            assertEquals(reach == Reach.NOW || reach == Reach.POLLING, reach.isNow());
            assertTrue(reasons.add(reach.reason()), reach.reason());
            assertFalse(reach.reason().endsWith("."), reach.reason());
        }
    }
}

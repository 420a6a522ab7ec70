// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 3: a SIGNAL wakes a thread that parks by itself, whatever it names as its blocker. A
 * program may name any object, also a synchronizer in whose queue the thread does not stand.
 */
class ParkBlockerIT {
    private static final class Plain extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1L;
    }

    private static final class PlainLong extends AbstractQueuedLongSynchronizer {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Object> blockers() {
        return Stream.of("a string", new Plain(), new PlainLong(),
                new ReentrantLock().newCondition());
    }

    @ParameterizedTest
    @MethodSource("blockers")
    void onAVirtualThread(Object blocker) {
        isReached(Thread.ofVirtual(), blocker);
    }

    @ParameterizedTest
    @MethodSource("blockers")
    void onAPlatformThread(Object blocker) {
        isReached(Thread.ofPlatform().daemon(), blocker);
    }

    private static void isReached(Thread.Builder kind, Object blocker) {
        isReached(kind, blocker, () -> {});
    }

    private static void isReached(Thread.Builder kind, Object blocker, Runnable before) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread thread = kind.start(() -> {
            before.run();
            while (!stop.get()) {
                LockSupport.park(blocker);
            }
        });
        Await.until("the thread is not parked", () -> LockSupport.getBlocker(thread) == blocker
                && Await.isBlocked(thread));
        assertEquals(Reach.NOW, TaskWorks.reach(thread));
        CountDownLatch ran = new CountDownLatch(1);
        TaskWorks.add(thread, ran::countDown, Notify.SIGNAL);
        Await.passed("the SIGNAL did not run", ran);
        stop.set(true);
        LockSupport.unpark(thread);
        Await.ended(thread);
    }

    /** A wait that failed has left behind a node that is in no queue. */
    @Test
    void afterAnAwaitWithoutTheLock() {
        var condition = new ReentrantLock().newCondition();
        isReached(Thread.ofVirtual(), condition, () -> {
            try {
                condition.awaitNanos(1);
                throw new AssertionError("awaited without the lock");
            } catch (IllegalMonitorStateException e) {
                // as it should
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.BlockingCall;
import io.taskwork.support.Subject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises 3 and 4: a SIGNAL reaches a blocked thread now, and the call in which it is blocked goes
 * on.
 */
@Tag("image")
@Tag("jdk")
@Tag("points")
class SignalIT {
    static Stream<BlockingCall> calls() throws Exception {
        return BlockingCall.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void signalRunsOnTheBlockedThreadAndTheCallGoesOn(BlockingCall call) throws Exception {
        Subject probe = Subject.start(call.block());
        for (int i = 0; i < 3; i++) { // A second wake finds what the first one left behind.
            Await.until("the thread neither is blocked nor has returned",
                    () -> Await.isBlocked(probe.thread) || probe.isOver());
            if (probe.isOver()) {
                assertTrue(call.mayReturnEarly() && i > 0, "the call returned early");
                break;
            }
            CompletableFuture<Thread> ranOn = new CompletableFuture<>();
            assertTrue(TaskWorks.add(
                    probe.thread, () -> ranOn.complete(Thread.currentThread()), Notify.SIGNAL));
            assertSame(probe.thread, ranOn.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        if (!call.mayReturnEarly()) {
            Await.quiet();
            assertFalse(probe.isOver(), "the call returned early");
        }
        call.release().release(probe.thread);
        probe.endsWith(BlockingCall.RELEASED);
    }

    /** The release comes while the callback runs, and must not be lost. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aReleaseDuringTheCallbackIsNotLost(BlockingCall call) throws Exception {
        Subject probe = Subject.start(call.block());
        Await.blocked(probe.thread);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        TaskWorks.add(probe.thread, () -> {
            entered.countDown();
            Await.passed("leave", leave);
        }, Notify.SIGNAL);
        Await.passed("the SIGNAL did not run", entered);
        // A rendezvous waits for its partner, which is in the callback.
        Thread releaser = Thread.ofPlatform().daemon().start(() -> {
            try {
                call.release().release(probe.thread);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        // The state is BLOCKED if SIGNAL took a callback out of Object.wait, which runs with the
        // monitor held.
        Await.until("the releaser does not get on", () -> Await.isBlocked(releaser)
                || !releaser.isAlive() || releaser.getState() == Thread.State.BLOCKED);
        leave.countDown();
        probe.endsWith(BlockingCall.RELEASED);
        Await.ended(releaser);
    }

    @Test
    void aSleepingThreadIsWoken() throws Exception {
        Subject probe = Subject.start(() -> {
            try {
                Thread.sleep(Await.LIMIT.multipliedBy(4));
                return "slept";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        });
        Await.blocked(probe.thread);
        CountDownLatch ran = new CountDownLatch(1);
        TaskWorks.add(probe.thread, ran::countDown, Notify.SIGNAL);
        Await.passed("the SIGNAL did not wake the sleep", ran);
        Await.quiet();
        assertFalse(probe.isOver());
        probe.thread.interrupt();
        probe.endsWith("interrupted");
    }

    @Test
    void signalToOneselfRunsAtTheNextRunPoint() {
        AtomicBoolean ran = new AtomicBoolean();
        Subject.start(() -> {
            TaskWorks.add(Thread.currentThread(), () -> ran.set(true), Notify.SIGNAL);
            boolean atOnce = ran.get();
            LockSupport.park();
            return atOnce + " " + ran.get();
        }).endsWith("false true");
    }

    /** A park of StampedLock cannot be undone. Its works therefore wait, and must not be lost. */
    @Test
    void inAStampedLockTheWorkWaitsForTheLock() {
        StampedLock lock = new StampedLock();
        AtomicBoolean ran = new AtomicBoolean();
        long stamp = lock.writeLock();
        Subject probe = Subject.start(() -> {
            long mine = lock.writeLock();
            lock.unlockWrite(mine);
            Thread.yield();
            return ran.get();
        });
        Await.blocked(probe.thread);
        TaskWorks.add(probe.thread, () -> ran.set(true), Notify.SIGNAL);
        Await.quiet();
        assertFalse(ran.get(), "ran in the queue of a StampedLock");
        Await.blocked(probe.thread);
        lock.unlockWrite(stamp);
        probe.endsWith(true);
    }
}

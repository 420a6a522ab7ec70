// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that is blocked at a spot and gets faulty callbacks, and all that must be right
 * afterwards.
 */
final class Faulty {
    private final Spot spot;
    private final Thread thread;
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private volatile boolean entered;
    private volatile Throwable thrown;
    private volatile boolean interrupted;

    Faulty(Spot spot, boolean virtual) {
        this.spot = spot;
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        thread = builder.unstarted(() -> {
            try {
                entered = true;
                spot.block().run();
                interrupted = Thread.interrupted();
                isSound();
            } catch (Throwable e) {
                thrown = e;
            }
        });
        thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e));
    }

    Thread thread() {
        return thread;
    }

    Queue<Throwable> uncaught() {
        return uncaught;
    }

    /**
     * Checks that the permit is right: one that is given is there, and none stays that nobody gave.
     */
    private static void isSound() {
        LockSupport.unpark(Thread.currentThread());
        LockSupport.park();
        long end = System.nanoTime() + 2_000_000;
        int returns = 0;
        for (long left; (left = end - System.nanoTime()) > 0; returns++) {
            LockSupport.parkNanos(left);
        }
        Await.require(returns < 1_000, "park returned " + returns + " times in 2 ms");
    }

    /**
     * Adds the faulty callback between two good ones, twice. Each runs once, and then the thread
     * continues.
     */
    void suffers(Runnable fault, int expectedUncaught) throws Exception {
        thread.start();
        Await.until("the thread has not entered the call", () -> entered);
        Await.blocked(thread);
        AtomicInteger ran = new AtomicInteger();
        List<TaskWork> works = List.of(
                TaskWork.of(ran::incrementAndGet), TaskWork.of(() -> {
                    ran.incrementAndGet();
                    fault.run();
                }), TaskWork.of(ran::incrementAndGet));
        for (int round = 1; round <= 2; round++) {
            for (TaskWork work : works) {
                Await.require(TaskWorks.add(thread, work, Notify.SIGNAL), "refused");
            }
            int expected = 3 * round;
            Await.until("a work got lost", () -> ran.get() >= expected
                    && works.stream().allMatch(w -> w.state() == TaskWork.State.IDLE));
        }
        spot.release().run();
        LockSupport.unpark(thread);
        Await.ended(thread);
        Await.require(
                thrown == null, thread + " in " + spot + ": its own code ended with " + thrown);
        Await.require(!interrupted, "an interrupt leaked out of a callback");
        Await.require(ran.get() == 6, "ran " + ran);
        Await.require(uncaught.size() == expectedUncaught, "uncaught " + uncaught);
        Await.require(!TaskWorks.add(thread, works.getFirst(), Notify.NONE), "add after exit");
        Await.require(works.getFirst().state() == TaskWork.State.IDLE, "stuck after a refusal");
        spot.sound().run();
    }
}

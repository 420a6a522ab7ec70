// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWork.State;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A callback takes all memory that there is and ends by the OutOfMemoryError; while there is none,
 * others add, call and cancel. This is a program of its own, with a small heap.
 */
final class NoMemory {
    private static final int ROUNDS = 6;

    /** The memory that the callback holds, as a chain of arrays. */
    private static volatile Object[] held;

    private static final AtomicInteger REPORTED = new AtomicInteger();
    private static final AtomicInteger RAN = new AtomicInteger();
    private static volatile boolean go;

    private NoMemory() {}

    private static void fill() {
        for (int size = 1 << 20; ; ) {
            try {
                Object[] more = new Object[size];
                more[0] = held;
                held = more;
            } catch (OutOfMemoryError e) {
                if (size == 1) {
                    throw e;
                }
                size /= 2;
            }
        }
    }

    public static void main(String[] args) {
        Thread target = Thread.ofVirtual().unstarted(() -> {
            while (!go) {
                try {
                    LockSupport.park();
                } catch (OutOfMemoryError e) {
                    // The thread's own code has no memory either: a park may need some for its
                    // frames.
                    Thread.onSpinWait();
                }
            }
        });
        target.setUncaughtExceptionHandler((thread, e) -> {
            if (e instanceof OutOfMemoryError) {
                REPORTED.incrementAndGet();
            }
        });
        target.start();
        TaskWork[] works = new TaskWork[64];
        for (int i = 0; i < works.length; i++) {
            works[i] = TaskWork.of(RAN::incrementAndGet);
        }
        TaskWork filling = TaskWork.of(NoMemory::fill);
        Runnable fresh = RAN::incrementAndGet;
        // This first round has memory, since what fails to link for want of it stays so.
        round(target, TaskWork.of(() -> held = new Object[1]), works, fresh);
        works[0].cancel();
        round(target, filling, works, fresh);
        // When this one has run, all that was queued before has run, NONE included.
        TaskWorks.call(target, () -> null, Notify.SIGNAL).join();
        int accepted = 0;
        int threw = 0;
        RAN.set(0);
        REPORTED.set(0);
        for (int i = 0; i < ROUNDS; i++) {
            long counts = round(target, filling, works, fresh);
            accepted += (int) counts;
            threw += (int) (counts >>> 32);
        }
        go = true;
        LockSupport.unpark(target);
        Await.ended(target);
        Await.require(REPORTED.get() == ROUNDS, "reported " + REPORTED);
        // An add of the last kind may have queued its work before it threw.
        Await.require(RAN.get() >= accepted && RAN.get() <= accepted + threw,
                "ran " + RAN + ", accepted " + accepted + ", threw " + threw);
        System.out.println("counts are right: ran " + RAN + ", adds that threw " + threw);
        if (accepted < ROUNDS * works.length) {
            throw new AssertionError("an add of a TaskWork needs memory");
        }
    }

    /** Returns the number of accepted adds, and above bit 32 that of adds that threw. */
    private static long round(
            Thread target, TaskWork filling, TaskWork[] works, Runnable fresh) {
        int accepted = 0;
        int threw = 0;
        try {
            TaskWorks.add(target, filling, Notify.SIGNAL);
        } catch (OutOfMemoryError e) {
            // The scheduler wanted one more carrier when the callback already ran.
        }
        while (held == null) {
            Thread.onSpinWait();
        }
        for (TaskWork work : works) { // the memory is going, and then it is gone
            for (;;) {
                try {
                    accepted += TaskWorks.add(target, work, Notify.SIGNAL) ? 1 : 0;
                    break;
                } catch (OutOfMemoryError e) {
                    threw++;
                    Await.require(work.state() != State.QUEUED || work.cancel(), "stuck");
                }
            }
            try {
                accepted += TaskWorks.add(target, fresh, Notify.NONE) ? 1 : 0;
            } catch (OutOfMemoryError e) {
                threw++;
            }
        }
        while (filling.state() != State.IDLE) {
            Thread.onSpinWait();
        }
        held = null;
        System.gc(); // a last failure of the collector would be thrown into what comes next
        for (TaskWork work : works) {
            Await.until("stuck: " + work, () -> work.state() == State.IDLE);
        }
        return accepted + ((long) threw << 32);
    }
}

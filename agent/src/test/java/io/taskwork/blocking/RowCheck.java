// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.support.Await;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The checks that every blocking call has to pass. */
final class RowCheck {
    /** The outcome, for the documentation. */
    record Seen(boolean woken, Row.Where where, boolean early) {}

    static final int SIGNALS = 40;

    static final int ATTEMPTS = 20;

    private static final long TIMEOUT = TimeUnit.MILLISECONDS.toNanos(80);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(160);
    // the precision of currentTimeMillis
    private static final long CLOCK = TimeUnit.MILLISECONDS.toNanos(1);

    /** The time for which the test watches that something does not happen. */
    private static final long WATCH_MILLIS = 15;

    private final Row row;
    private final Duration limit;
    private int tries;

    RowCheck(Row row, Duration limit) {
        this.row = row;
        this.limit = limit;
    }

    Seen check() throws Exception {
        Seen seen = row.early() ? checkEarly() : row.isWoken() ? checkWoken() : checkAfter();
        if (row.timed()) {
            checkTimes();
        }
        return seen;
    }

    /**
     * Returns how often the times of the call were looked at until they were right; 0 if it has
     * none.
     */
    int tries() {
        return tries;
    }

    /** Checks that the call continues, and gives what it is to give. */
    private Seen checkWoken() throws Exception {
        try (Scene scene = row.make(Await.LONG.toNanos())) {
            Caller caller = new Caller(scene, limit).start();
            Caller.Callback resumed = resumeDoesNotWake(caller);
            Caller.Callback idle = caller.add(Notify.SIGNAL, () -> {
                if (resumed != null && resumed.finished.getCount() != 0) {
                    caller.failures.add("not first in, first out");
                }
            });
            caller.awaitFinish(idle);
            caller.awaitBlocked();
            Caller.Callback user = caller.add(Notify.SIGNAL, scene::use);
            caller.awaitFinishOrBlocked(user);
            scene.release();
            caller.awaitFinish(user);
            end(caller, scene.result());
            if (idle.where != user.where) {
                throw new AssertionError("works ran " + idle.where + " and " + user.where);
            }
            return new Seen(true, idle.where, false);
        }
    }

    /** Checks that the call returns when it is woken, or later; it need not be released. */
    private Seen checkEarly() throws Exception {
        try (Scene scene = row.make(Await.LONG.toNanos())) {
            Caller caller = new Caller(scene, limit).start();
            resumeDoesNotWake(caller);
            Caller.Callback user = caller.add(Notify.SIGNAL, scene::use);
            caller.awaitFinish(user);
            end(caller, scene.result());
            return new Seen(true, user.where, true);
        }
    }

    /** Checks that works wait until the call has returned, and that nothing spins meanwhile. */
    private Seen checkAfter() throws Exception {
        try (Scene scene = row.make(Await.LONG.toNanos())) {
            Caller caller = new Caller(scene, limit).start();
            Caller.Callback user = caller.add(Notify.SIGNAL, scene::use);
            requireNoSpinning(user);
            caller.awaitBlocked();
            scene.release();
            caller.awaitFinish(user);
            end(caller, scene.result());
            return new Seen(false, user.where, false);
        }
    }

    private void end(Caller caller, Object expected) {
        Object result = caller.awaitEnd();
        if (!Objects.equals(result, expected)) {
            throw new AssertionError("the call gave " + result + ", not " + expected);
        }
    }

    private Caller.Callback resumeDoesNotWake(Caller caller) throws InterruptedException {
        if (row.where() == Row.Where.YIELD) {
            return null; // it comes to a run point all the time
        }
        Caller.Callback resumed = caller.add(Notify.RESUME, () -> {});
        if (resumed.startedWithin(WATCH_MILLIS)) {
            throw new AssertionError("RESUME woke the thread");
        }
        return resumed;
    }

    /**
     * Checks the time of Java threads, carriers among them, since a park that returns at once again
     * and again uses it. It is not the time of the process, since the VM may be compiling.
     */
    private void requireNoSpinning(Caller.Callback callback) throws InterruptedException {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long wall = System.nanoTime();
            long cpu = javaThreadsCpuTime();
            if (callback.startedWithin(2 * WATCH_MILLIS)) {
                throw new AssertionError("SIGNAL woke the thread: the row is out of date");
            }
            cpu = javaThreadsCpuTime() - cpu;
            least = Math.min(least, (double) cpu / (System.nanoTime() - wall));
        }
        if (least > 0.35) {
            throw new AssertionError("spins: " + least + " processors used");
        }
    }

    private static long javaThreadsCpuTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0L;
        for (long id : threads.getAllThreadIds()) {
            // the time is -1 if the thread has ended
            sum += Math.max(0L, threads.getThreadCpuTime(id));
        }
        return sum;
    }

    /** Checks that many SIGNALs make a timed call neither shorter nor much longer. */
    private void checkTimes() throws Exception {
        AssertionError error = checkTimesOnce();
        // a busy machine is late as well
        for (tries = 1; error != null && tries < ATTEMPTS; tries++) {
            error = checkTimesOnce();
        }
        if (error != null) {
            throw error;
        }
    }

    private AssertionError checkTimesOnce() throws Exception {
        try (Scene scene = row.make(TIMEOUT)) {
            Caller caller = new Caller(scene, limit);
            caller.thread.start();
            AtomicInteger ran = new AtomicInteger();
            int added = 0;
            long start = System.nanoTime();
            for (int i = 1; i <= SIGNALS && !caller.hasReturned(); i++) {
                long at = start + i * (TIMEOUT / (SIGNALS + 2));
                for (long left; (left = at - System.nanoTime()) > 0; ) {
                    LockSupport.parkNanos(left); // a pace, not an order
                }
                if (caller.tryAdd(Notify.SIGNAL, ran::incrementAndGet) != null) {
                    added++;
                }
            }
            Object result = caller.awaitEnd();
            if (!row.early() && !Objects.equals(result, scene.late())) {
                throw new AssertionError("the call gave " + result + ", not " + scene.late());
            }
            if (ran.get() != added) {
                throw new AssertionError(ran + " of " + added + " works ran");
            }
            if (!row.early() && caller.tookNanos() < TIMEOUT - CLOCK) {
                throw new AssertionError("early: after " + caller.tookNanos() + " ns");
            }
            return caller.tookNanos() <= TIMEOUT + LATE
                    ? null : new AssertionError("late: after " + caller.tookNanos() + " ns");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import io.taskwork.boot.Ordinals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tries the hooks on real virtual threads, once they are woven. It uses no lambdas, since premain
 * waits for it and each lambda takes a millisecond to link.
 *
 * <p>On a late attach the application's threads may hold the carriers for any length of time, and
 * the JVM's only thread for attach requests is blocked meanwhile. The whole test therefore has a
 * time limit, and no wait spins.
 */
public final class SelfTest {
    private static final int SIGNAL = Ordinals.NOTIFY_SIGNAL;
    private static final int NONE = Ordinals.NOTIFY_NONE;
    private static final long LIMIT_SECONDS = 10;

    /** How long to wait, once the limit is over, for a thread that only has to run. */
    private static final long WITNESS_SECONDS = 2;

    private static final String BUSY = "attach again when a carrier is free, or start with"
            + " -javaagent; -Djdk.virtualThreadScheduler.parallelism=N provides more carriers";

    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);

    private SelfTest() {}

    /** Runs the test. Ends within seconds, whatever the threads of the application do. */
    public static void run() throws Refusal {
        SelfTest test = new SelfTest();
        try {
            test.signal(new SelfTestBody(SelfTestBody.PARK));
            test.signal(new SelfTestBody(SelfTestBody.LOCK));
            test.signal(new SelfTestBody(SelfTestBody.WAIT));
        } catch (InterruptedException e) {
            throw new Refusal("the self-test was interrupted", "attach again");
        }
    }

    /**
     * Checks that a SIGNAL runs on the blocked thread, a NONE at its exit, and that a later add is
     * refused.
     */
    private void signal(SelfTestBody body) throws Refusal, InterruptedException {
        Callback signalled = new Callback();
        Callback atExit = new Callback();
        Thread thread = Thread.ofVirtual().unstarted(body);
        thread.setUncaughtExceptionHandler(body);
        body.hold();
        try {
            Entry.addCallback(thread, atExit, NONE);
            thread.start();
            awaitBlocked(thread, body);
            Entry.addCallback(thread, signalled, SIGNAL);
            require(signalled.ran.await(nanosLeft(), TimeUnit.NANOSECONDS), body,
                    "a SIGNAL did not reach a thread in " + body.call);
            body.release();
            require(thread.join(Duration.ofNanos(nanosLeft())), body,
                    "a thread did not end after " + body.call);
        } finally {
            body.abandon(thread);
        }
        if (signalled.on != thread || signalled.times != 1
                || atExit.on != thread || atExit.times != 1
                || Entry.addCallback(thread, new Callback(), NONE)) {
            throw new Refusal("self-test: " + body.call + " did not end as it should",
                    Refusal.WITHOUT_OTHERS);
        }
    }

    private void awaitBlocked(Thread thread, SelfTestBody body)
            throws Refusal, InterruptedException {
        require(body.started.await(nanosLeft(), TimeUnit.NANOSECONDS), body, "no thread started");
        long nanos = 20_000L;
        while (thread.getState() != Thread.State.WAITING) {
            require(thread.isAlive() && nanosLeft() > 0L, body, body.call + " did not block");
            TimeUnit.NANOSECONDS.sleep(nanos);
            nanos = Math.min(2L * nanos, 10_000_000L);
        }
    }

    private long nanosLeft() {
        return Math.max(0L, end - System.nanoTime());
    }

    private static void require(boolean holds, SelfTestBody body, String otherwise)
            throws Refusal, InterruptedException {
        if (holds) {
            return;
        }
        if (body.started.getCount() > 0 || !isCarrierFree()) {
            throw new Refusal("self-test: no carrier of virtual threads was free for "
                    + LIMIT_SECONDS + " s; threads that compute, or are pinned, hold all of them",
                    BUSY);
        }
        throw new Refusal("self-test: " + otherwise, Refusal.WITHOUT_OTHERS);
    }

    /** Returns whether a thread that has nothing to do with the hooks gets to run. */
    private static boolean isCarrierFree() throws InterruptedException {
        Callback witness = new Callback();
        Thread.ofVirtual().start(witness);
        return witness.ran.await(WITNESS_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Records where it ran, and how often. The fields are read after it ran, and once its thread
     * has ended.
     */
    private static final class Callback implements Runnable {
        final CountDownLatch ran = new CountDownLatch(1);
        Thread on;
        int times;

        @Override
        public void run() {
            on = Thread.currentThread();
            times++;
            ran.countDown();
        }
    }
}

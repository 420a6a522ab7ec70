// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits with a limit: a promise that is broken fails a test, it does not hang the build. Also for
 * programs in a JVM of their own, so without the test framework.
 */
final class Await {
    static final Duration LIMIT = Duration.ofSeconds(15);

    private Await() {}

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    /** Until the thread has blocked: only then is a later wake a wake. */
    static void blocked(Thread thread) {
        until("not blocked: " + thread, () -> isBlocked(thread));
    }

    static boolean isBlocked(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    static void ended(Thread thread) {
        try {
            require(thread.join(LIMIT), "has not ended: " + thread + " " + thread.getState());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void passed(String what, CountDownLatch latch) {
        try {
            require(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS), what);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void until(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() < end, otherwise);
            Thread.yield();
        }
    }

    /**
     * Gives a wake that should not have been sent the time to show: whole round trips of another
     * virtual thread through the same scheduler, begun after it.
     */
    static void quiet() {
        for (int i = 0; i < 20; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            boolean[] stop = {false};
            Thread witness = Thread.ofVirtual().start(() -> {
                while (!stop[0]) {
                    LockSupport.park();
                }
            });
            blocked(witness);
            TaskWorks.add(witness, () -> {
                stop[0] = true;
                ran.countDown();
            }, Notify.SIGNAL);
            passed("the witness did not run", ran);
            ended(witness);
        }
    }

    /** Starts a virtual thread whose failures the test is to see. */
    static Probe start(Probe.Body body) {
        return new Probe(body, true);
    }

    static Probe unstarted(Probe.Body body) {
        return new Probe(body, false);
    }

    /** A virtual thread and what its code ended with. */
    static final class Probe {
        interface Body {
            Object run() throws Exception;
        }

        final Thread thread;
        private volatile Object result;
        private volatile Throwable thrown;
        private volatile boolean interrupted;
        private volatile boolean returned;

        private Probe(Body body, boolean start) {
            thread = Thread.ofVirtual().unstarted(() -> {
                try {
                    result = body.run();
                } catch (Throwable e) {
                    thrown = e;
                }
                interrupted = Thread.currentThread().isInterrupted();
                returned = true;
            });
            if (start) {
                thread.start();
            }
        }

        /** Whether the thread's own code is at its end. */
        boolean returned() {
            return returned;
        }

        boolean wasInterrupted() {
            return interrupted;
        }

        /** What the code returned. Fails with what it threw. */
        Object result() {
            ended(thread);
            if (thrown != null) {
                throw new AssertionError("the thread's own code threw", thrown);
            }
            return result;
        }

        void endsWith(Object expected) {
            Object actual = result();
            require(Objects.equals(expected, actual), "ended with " + actual + ", not " + expected);
        }
    }
}

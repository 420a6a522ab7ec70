// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The means of one run of a check: threads on which the rain falls, and ways to look at them. */
final class Scope {
    /** The time-out of checks, which is long enough to be told from none. */
    static final long SHORT_NANOS = 8_000_000L;

    private final Consumer<Thread> rain;
    private final boolean calm;
    private final List<Subject> subjects = new ArrayList<>();

    /**
     * Makes the scope of one run.
     *
     * @param rain is told of every thread
     * @param calm whether no SIGNAL falls
     */
    Scope(Consumer<Thread> rain, boolean calm) {
        this.rain = rain;
        this.calm = calm;
    }

    /**
     * Returns whether to check what a SIGNAL may change as well: park and Object.wait may return
     * early, and a thread that is slow with a callback when a fair lock's turn comes lets it pass.
     */
    boolean isCalm() {
        return calm;
    }

    /** Lets SIGNALs fall from now on upon a thread that somebody else makes. */
    void rain(Thread thread) {
        rain.accept(thread);
    }

    Subject start(Subject.Body body) {
        Subject subject = new Subject(body);
        synchronized (subjects) {
            subjects.add(subject);
        }
        rain.accept(subject.thread);
        subject.thread.start();
        return subject;
    }

    /** Returns a thread that has come to the blocking call with which its code begins. */
    Subject blocked(Subject.Body body) {
        Subject subject = start(body);
        until("the thread is not blocked", subject::isBlocked);
        return subject;
    }

    List<Subject> start(int count, Subject.Body body) {
        List<Subject> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(start(body));
        }
        return started;
    }

    /** Checks that all have ended, and none by an exception. */
    void results(List<Subject> ended) {
        ended.forEach(Subject::result);
    }

    /** Waits without a limit, since the whole check has one. */
    void until(String otherwise, BooleanSupplier condition) {
        for (int i = 1; !condition.getAsBoolean(); i++) {
            if (i % 64 != 0) {
                Thread.yield();
            } else {
                // JDK 21 continues with the queue into which the thread yields as long as it has
                // tasks: with the other carrier pinned, a thread in another queue would never be
                // started.
                LockSupport.parkNanos(100_000);
            }
        }
        Objects.requireNonNull(otherwise);
    }

    /** Checks what the thread ends with if it is interrupted where it is blocked. */
    void interruptible(Subject.Body body) {
        Subject subject = blocked(body);
        subject.thread.interrupt();
        subject.threw(InterruptedException.class);
        require(!subject.wasInterrupted(), "the status is set after an InterruptedException");
    }

    /** Checks an interrupt that comes before the call. */
    void interruptedBefore(Subject.Body body) {
        Subject subject = start(() -> {
            Thread.currentThread().interrupt();
            return body.run();
        });
        subject.threw(InterruptedException.class);
        require(!subject.wasInterrupted(), "the status is set after an InterruptedException");
    }

    /**
     * Checks a call with the time limit {@link #SHORT_NANOS}: it is never early, and this is its
     * result.
     */
    void timesOut(Object expected, Subject.Body body) {
        Subject subject = start(() -> {
            long start = System.nanoTime();
            Object result = body.run();
            long took = System.nanoTime() - start;
            require(took >= SHORT_NANOS, "timed out after " + took + " ns");
            return result;
        });
        equal(expected, subject.result());
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    static void equal(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("expected " + expected + ", but was " + actual);
        }
    }

    interface Action {
        void run() throws Exception;
    }

    static void throwing(Class<? extends Throwable> type, Action action) {
        try {
            action.run();
        } catch (Throwable e) {
            if (type.isInstance(e)) {
                return;
            }
            throw new AssertionError("not a " + type, e);
        }
        throw new AssertionError("did not throw a " + type);
    }

    /** Checks that no thread of the check is left. */
    void end() {
        List<Subject> all;
        synchronized (subjects) {
            all = List.copyOf(subjects);
        }
        all.forEach(Subject::join);
    }
}

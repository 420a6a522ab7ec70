// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

/** A virtual thread of a check, and what its code ended with. */
final class Subject {
    interface Body {
        Object run() throws Exception;
    }

    final Thread thread;
    private volatile boolean entered;
    private volatile Object result;
    private volatile Throwable thrown;
    private volatile boolean interrupted;

    Subject(Body body) {
        thread = Thread.ofVirtual().unstarted(() -> {
            entered = true; // there is no run point between this and the body
            try {
                result = body.run();
            } catch (Throwable e) {
                thrown = e;
            }
            interrupted = Thread.currentThread().isInterrupted();
        });
    }

    /**
     * Returns whether it is blocked in its own code, and not merely in a callback that came before
     * it.
     */
    boolean isBlocked() {
        return entered && isWaiting(thread);
    }

    static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** Returns what the code returned. */
    Object result() {
        join();
        if (thrown != null) {
            throw new AssertionError("a thread's own code threw " + thrown, thrown);
        }
        return result;
    }

    /** Returns what it ended with, which must be of this type. */
    <T extends Throwable> T threw(Class<T> type) {
        join();
        if (!type.isInstance(thrown)) {
            throw new AssertionError("not a " + type + " but " + thrown + ", " + result, thrown);
        }
        return type.cast(thrown);
    }

    /** Returns the interrupt status with which the code ended. */
    boolean wasInterrupted() {
        join();
        return interrupted;
    }

    void join() {
        for (;;) {
            try {
                thread.join();
                return;
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts the one who joins", e);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.support.Await;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One thread's blocking call, set up: what blocks, what a callback does with the same object, what
 * lets the call return, and what it is then to give.
 */
final class Scene implements AutoCloseable {
    /** A step of a test, which may throw. */
    interface Step {
        void run() throws Exception;
    }

    /** For timed calls: how long they are to wait. */
    final long nanos;

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private Callable<?> call;
    private Step use = () -> {};
    private Step release;
    private Step close;
    private Object closedByOwner;
    private Object result;
    private Object late;
    private Predicate<Thread> blocked = Await::isBlocked;

    Scene(long nanos) {
        this.nanos = nanos;
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** The blocking call, on the target. */
    Scene call(Callable<?> blocking) {
        call = blocking;
        return this;
    }

    /** Sets a blocking call that gives nothing: its result is "done". */
    Scene run(Step blocking) {
        result = "done";
        late = "done";
        return call(() -> {
            blocking.run();
            return "done";
        });
    }

    /** Sets what a callback does; it may block until {@link #release}. */
    Scene use(Step callback) {
        use = callback;
        return this;
    }

    /**
     * Sets what lets the call return, on the thread that made the scene. Without it the call ends
     * by itself.
     */
    Scene release(Step step) {
        release = step;
        return this;
    }

    /** Sets what the call gives when it was released; for an exception its simple name. */
    Scene result(Object expected) {
        result = expected;
        return this;
    }

    /** Sets what a timed call gives when its time is over. */
    Scene late(Object expected) {
        late = expected;
        return this;
    }

    /** Sets what closes the object on which the call is blocked, on any thread. */
    Scene close(Step step) {
        close = step;
        return this;
    }

    /**
     * Sets the same as {@link #close} if only the thread itself can do it, and what the call then
     * gives.
     */
    Scene ownClose(Step step, Object expected) {
        closedByOwner = expected;
        return close(step);
    }

    /** Sets how to see that the target is in the call. */
    Scene blocked(Predicate<Thread> state) {
        blocked = state;
        return this;
    }

    /** Registers what is closed at the end; what was opened last is closed first. */
    <T extends AutoCloseable> T opened(T resource) {
        resources.push(resource);
        return resource;
    }

    Object call() throws Exception {
        return call.call();
    }

    void use() throws Exception {
        use.run();
    }

    void release() throws Exception {
        if (release != null) {
            release.run();
        }
    }

    boolean isCloseable() {
        return close != null;
    }

    void closeTarget() throws Exception {
        close.run();
    }

    Object closedByOwner() {
        return closedByOwner;
    }

    Object result() {
        return release == null ? late : result;
    }

    Object late() {
        return late;
    }

    boolean isBlocked(Thread thread) {
        return blocked.test(thread);
    }

    static boolean isBlockedOnMonitor(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED;
    }

    @Override
    public void close() {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

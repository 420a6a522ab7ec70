// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.Executor;
import jdk.internal.misc.Unsafe;

/** Operations on {@code java.lang.VirtualThread} from outside that class. */
final class VirtualThreads {
    private static final Unsafe U = Unsafe.getUnsafe();

    static final Class<?> CLASS = findClass();
    private static final long STATE = JdkFields.STATE.offset();
    private static final long SCHEDULER = JdkFields.SCHEDULER.offset();
    private static final Object DEFAULT_SCHEDULER = JdkFields.DEFAULT_SCHEDULER.value();
    private static final long RUN_CONTINUATION = JdkFields.RUN_CONTINUATION.offset();
    private static final long CARRIER = JdkFields.CARRIER_THREAD.offset();

    /**
     * The offset of the field, or -1: in that case every wait that unmounts is {@code Object.wait}.
     */
    private static final long INTERRUPTIBLE_WAIT = JdkFields.INTERRUPTIBLE_WAIT.offsetOr(-1L);

    /** A value that is no thread's state, in place of the states that this JDK does not have. */
    private static final int NONE = -1;

    private static final int NEW = JdkFields.NEW.constant();
    private static final int RUNNING = JdkFields.RUNNING.constant();
    private static final int PARKED = JdkFields.PARKED.constant();
    private static final int TIMED_PARKED = JdkFields.TIMED_PARKED.constant();
    private static final int PINNED = JdkFields.PINNED.constant();
    private static final int TIMED_PINNED = JdkFields.TIMED_PINNED.constant();
    private static final int UNPARKED = JdkFields.UNPARKED.constant();
    private static final int WAITING = JdkFields.WAITING.constantOr(NONE);
    private static final int WAIT = JdkFields.WAIT.constantOr(NONE);
    private static final int TIMED_WAITING = JdkFields.TIMED_WAITING.constantOr(NONE);
    private static final int TIMED_WAIT = JdkFields.TIMED_WAIT.constantOr(NONE);
    private static final int UNBLOCKED = JdkFields.UNBLOCKED.constantOr(NONE);
    private static final int BLOCKING = JdkFields.BLOCKING.constantOr(NONE);
    private static final int BLOCKED = JdkFields.BLOCKED.constantOr(NONE);
    private static final int TERMINATED = JdkFields.TERMINATED.constant();
    private static final int SUSPENDED = JdkFields.SUSPENDED.constantOr(0);

    private VirtualThreads() {}

    /** Returns whether a thread in {@code Object.wait} gives up its carrier, if nothing pins it. */
    static boolean unmountsToWait() {
        return WAIT != NONE;
    }

    static int state(Thread thread) {
        return U.getIntVolatile(thread, STATE);
    }

    /**
     * Returns whether the thread is in {@code Object.wait}, in the wait set, and not suspended by a
     * stack walker. False in a wait of the VM's own, for example for a class that another thread
     * initializes, which nothing may end.
     */
    static boolean isWaiting(Thread thread, int state) {
        return (state == WAIT || state == TIMED_WAIT) && (INTERRUPTIBLE_WAIT < 0
                || U.getBooleanVolatile(thread, INTERRUPTIBLE_WAIT)); // set before the state
    }

    /** Returns whether the thread is in a wait of the VM's own. */
    static boolean isUninterruptible(Thread thread, int state) {
        int s = state & ~SUSPENDED;
        return (s == WAIT || s == TIMED_WAIT) && !isWaiting(thread, s);
    }

    /**
     * Returns whether the state is one of a thread between the entry of {@code Object.wait} and the
     * wait set.
     */
    static boolean isRunningOrChanging(int state) {
        int s = state & ~SUSPENDED;
        return s == RUNNING || s == WAITING || s == TIMED_WAITING || s == WAIT || s == TIMED_WAIT;
    }

    static boolean isRunning(Thread thread) {
        return state(thread) == RUNNING;
    }

    static boolean isNew(int state) {
        return state == NEW;
    }

    static boolean isTerminated(Thread thread) {
        return state(thread) == TERMINATED;
    }

    /**
     * Returns whether the thread is a virtual one that is certain to continue after it has given up
     * its carrier.
     */
    static boolean comesBack(Thread thread) {
        return thread.getClass() == CLASS
                && U.getReference(thread, SCHEDULER) == DEFAULT_SCHEDULER;
    }

    /** Returns whether the thread is in {@code park}, pinned or not. */
    static boolean isParked(int state) {
        int s = state & ~SUSPENDED;
        return s == PARKED || s == TIMED_PARKED || s == PINNED || s == TIMED_PINNED;
    }

    /** Returns whether the thread waits for a monitor and is not pinned. */
    static boolean isBlocked(int state) {
        int s = state & ~SUSPENDED;
        return s == BLOCKING || s == BLOCKED;
    }

    /** Returns the thread on which it is mounted, or null. */
    static Thread carrier(Thread thread) {
        return (Thread) U.getReferenceVolatile(thread, CARRIER);
    }

    /**
     * Does {@code VirtualThread.unpark} of a thread that is parked and not pinned, without giving
     * the permit, which costs an atomic operation here and a barrier there. The thread will look
     * for works anyway.
     *
     * @return false if it is not parked like that, and nothing was done
     */
    static boolean unparkParked(Thread thread) {
        if (thread.getClass() != CLASS) {
            return false;
        }
        int s = state(thread);
        return (s == PARKED || s == TIMED_PARKED) && goOn(thread, s, UNPARKED);
    }

    /** Does what {@code VirtualThread.interrupt} does to a thread in {@code Object.wait}. */
    static boolean unblock(Thread thread, int waitState) {
        return goOn(thread, waitState, UNBLOCKED);
    }

    /**
     * Sets the state of the current thread, which is mounted. Its state is BLOCKING, which nobody
     * else changes.
     */
    static void setRunning(Thread self) {
        U.putIntVolatile(self, STATE, RUNNING);
    }

    /**
     * Changes the state and submits the thread to its scheduler; returns false if the state
     * differs.
     */
    private static boolean goOn(Thread thread, int from, int to) {
        if (!U.compareAndSetInt(thread, STATE, from, to)) {
            return false;
        }
        Resume.submit((Executor) U.getReference(thread, SCHEDULER),
                (Runnable) U.getReference(thread, RUN_CONTINUATION));
        return true;
    }

    /**
     * Returns whether {@code StackableScope.popAll}, on this stack, was called by {@code run}
     * itself.
     */
    static boolean isEndOfRun(Throwable stack) {
        StackTraceElement[] frames = stack.getStackTrace();
        for (int i = 0; i + 1 < frames.length; i++) {
            if (frames[i].getMethodName().equals("popAll")) {
                return frames[i + 1].getClassName().equals(CLASS.getName());
            }
        }
        return false;
    }

    private static Class<?> findClass() {
        try {
            return Class.forName("java.lang.VirtualThread");
        } catch (ClassNotFoundException e) {
            throw new InternalError(e);
        }
    }
}

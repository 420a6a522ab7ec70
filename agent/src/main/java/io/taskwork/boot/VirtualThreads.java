// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.Executor;
import jdk.internal.misc.Unsafe;

/** What is used of {@code java.lang.VirtualThread} from outside it. */
final class VirtualThreads {
    private static final Unsafe U = Unsafe.getUnsafe();

    static final Class<?> CLASS = findClass();
    private static final long STATE = JdkFields.STATE.offset();
    private static final long SCHEDULER = JdkFields.SCHEDULER.offset();
    private static final Object DEFAULT_SCHEDULER = JdkFields.DEFAULT_SCHEDULER.value();
    private static final long RUN_CONTINUATION = JdkFields.RUN_CONTINUATION.offset();
    private static final long CARRIER = JdkFields.CARRIER_THREAD.offset();

    /** Or -1: then every wait that unmounts is {@code Object.wait}. */
    private static final long INTERRUPTIBLE_WAIT = JdkFields.INTERRUPTIBLE_WAIT.offsetOr(-1L);

    /** A state that no thread has, for those that this JDK does not know. */
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

    /** Whether a thread in {@code Object.wait} gives up its carrier, if nothing pins it. */
    static boolean unmountsToWait() {
        return WAIT != NONE;
    }

    static int state(Thread thread) {
        return U.getIntVolatile(thread, STATE);
    }

    /**
     * In {@code Object.wait}, in the wait set, and not being looked at by a stack walker. Not in a
     * wait of the VM's own, as for a class that another thread initializes: nothing may end that.
     */
    static boolean isWaiting(Thread thread, int state) {
        return (state == WAIT || state == TIMED_WAIT) && (INTERRUPTIBLE_WAIT < 0
                || U.getBooleanVolatile(thread, INTERRUPTIBLE_WAIT)); // set before the state
    }

    /** In a wait of the VM's own. */
    static boolean isUninterruptible(Thread thread, int state) {
        int s = state & ~SUSPENDED;
        return (s == WAIT || s == TIMED_WAIT) && !isWaiting(thread, s);
    }

    /** In a state that a thread between the entry of {@code Object.wait} and the wait set has. */
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

    /** A virtual thread that is sure to go on after it has given up its carrier. */
    static boolean comesBack(Thread thread) {
        return thread.getClass() == CLASS
                && U.getReference(thread, SCHEDULER) == DEFAULT_SCHEDULER;
    }

    /** In {@code park}, pinned or not. */
    static boolean isParked(int state) {
        int s = state & ~SUSPENDED;
        return s == PARKED || s == TIMED_PARKED || s == PINNED || s == TIMED_PINNED;
    }

    /** Waits for a monitor, and is not pinned. */
    static boolean isBlocked(int state) {
        int s = state & ~SUSPENDED;
        return s == BLOCKING || s == BLOCKED;
    }

    /** The thread that it is mounted on, or null. */
    static Thread carrier(Thread thread) {
        return (Thread) U.getReferenceVolatile(thread, CARRIER);
    }

    /**
     * {@code VirtualThread.unpark} of a thread that is parked and not pinned, for one that will
     * look for works: without the permit, which is an atomic operation here and a barrier there.
     *
     * @return false if it is not parked like that; nothing was done
     */
    static boolean unparkParked(Thread thread) {
        if (thread.getClass() != CLASS) {
            return false;
        }
        int s = state(thread);
        return (s == PARKED || s == TIMED_PARKED) && goOn(thread, s, UNPARKED);
    }

    /** What {@code VirtualThread.interrupt} does to a thread in {@code Object.wait}. */
    static boolean unblock(Thread thread, int waitState) {
        return goOn(thread, waitState, UNBLOCKED);
    }

    /** On the thread itself, mounted, whose state says BLOCKING: nobody else changes that. */
    static void setRunning(Thread self) {
        U.putIntVolatile(self, STATE, RUNNING);
    }

    /** Changes the state, and submits the thread to its scheduler; false if the state differs. */
    private static boolean goOn(Thread thread, int from, int to) {
        if (!U.compareAndSetInt(thread, STATE, from, to)) {
            return false;
        }
        Resume.submit((Executor) U.getReference(thread, SCHEDULER),
                (Runnable) U.getReference(thread, RUN_CONTINUATION));
        return true;
    }

    /** Whether {@code StackableScope.popAll}, on this stack, was called by {@code run} itself. */
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

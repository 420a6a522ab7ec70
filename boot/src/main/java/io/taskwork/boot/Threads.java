// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import jdk.internal.misc.Unsafe;
import jdk.internal.misc.VM;

/**
 * Operations on a {@code Thread} that call none of its methods that a program can override or that
 * a mocking agent rewrites, as such agents do even with final methods. Such a method may lie,
 * throw, block, take a lock, or be counted.
 */
final class Threads {
    private static final Unsafe U = Unsafe.getUnsafe();

    private static final long TID = JdkFields.TID.offset();
    private static final long INTERRUPTED = JdkFields.INTERRUPTED.offset();
    private static final long HOLDER = JdkFields.HOLDER.offset();
    private static final long HANDLER = JdkFields.UNCAUGHT_EXCEPTION_HANDLER.offset();
    private static final long THREAD_STATUS = JdkFields.THREAD_STATUS.offset();

    /**
     * False on Windows, where {@code JavaThread::interrupt} leaves an event set, which an
     * interruptible wait for a process would mistake for an interrupt.
     */
    private static final boolean CAN_END_PINNED_WAITS =
            !System.getProperty("os.name").startsWith("Windows");

    private static final StackTraceElement[] NO_FRAMES = {};

    /** Does what {@code interrupt} does, for a thread that is not blocked. */
    private static final Consumer<Object> SET_INTERRUPT =
            HiddenMethods.action(Thread.class, "setInterrupt");

    /** Unparks the OS thread, wherever it is parked; leaves the interrupt status alone. */
    private static final Consumer<Object> INTERRUPT_0 =
            HiddenMethods.action(Thread.class, "interrupt0");

    /** Returns null if the thread is not alive, or is a virtual one that is not mounted. */
    private static final Function<Object, Object> GET_STACK_TRACE_0 =
            HiddenMethods.function(Thread.class, "getStackTrace0");

    private Threads() {}

    /** Returns {@code Thread.isVirtual}; the agent refuses a JVM that has other virtual threads. */
    static boolean isVirtual(Thread thread) {
        return thread.getClass() == VirtualThreads.CLASS;
    }

    /** Returns {@code Thread.threadId}. */
    static long id(Thread thread) {
        return U.getLong(thread, TID);
    }

    /** Returns {@code Thread.isInterrupted}. */
    static boolean isInterrupted(Thread thread) {
        return U.getBooleanVolatile(thread, INTERRUPTED);
    }

    /** Does {@code Thread.currentThread().interrupt()}. */
    static void interruptSelf(Thread self) {
        if (isVirtual(self)) {
            self.interrupt(); // of a final class; this also gives the permit
        } else {
            SET_INTERRUPT.accept(self);
        }
    }

    /**
     * Returns {@code Thread.threadState} of a platform thread. A thread that was made without a
     * constructor, as a mock is, counts as new.
     */
    static Thread.State platformState(Thread thread) {
        Object holder = U.getReference(thread, HOLDER);
        return holder == null ? Thread.State.NEW
                : VM.toThreadState(U.getIntVolatile(holder, THREAD_STATUS));
    }

    static boolean isTerminated(Thread thread) {
        return isVirtual(thread) ? VirtualThreads.isTerminated(thread)
                : platformState(thread) == Thread.State.TERMINATED;
    }

    /** Returns the frames of another thread; none if it is not mounted. */
    static StackTraceElement[] stackOf(Thread thread) {
        try {
            Object stack = GET_STACK_TRACE_0.apply(thread);
            return stack == null ? NO_FRAMES : (StackTraceElement[]) stack;
        } catch (OutOfMemoryError e) {
            return NO_FRAMES;
        }
    }

    /** Does {@code LockSupport.unpark}, without asking the thread whether it is virtual. */
    static void unpark(Thread thread) {
        if (isVirtual(thread)) {
            LockSupport.unpark(thread);
        } else {
            PlatformParks.unpark(U, thread);
        }
    }

    /**
     * Calls the thread's own handler, as {@code Thread.dispatchUncaughtException} does, on the
     * thread itself. What a subclass returns from {@code getUncaughtExceptionHandler} is part of
     * the JDK's contract, and therefore that method is called. It is the thread's own code, just
     * like its callbacks: it may block the thread, and no other. If it throws or returns null, the
     * handler that was set is called, or the thread's group.
     */
    static void tellHandler(Thread self, Throwable thrown) {
        Thread.UncaughtExceptionHandler handler = null;
        try {
            handler = self.getUncaughtExceptionHandler();
        } catch (Throwable e) {
            // There is no answer, but what was thrown must be reported nevertheless.
        }
        if (handler == null) {
            handler = (Thread.UncaughtExceptionHandler) U.getReferenceVolatile(self, HANDLER);
        }
        if (handler == null) {
            handler = self.getThreadGroup();
        }
        handler.uncaughtException(self, thrown);
    }

    /** Returns whether {@link #endPinnedWait} works in this JVM. */
    static boolean canEndPinnedWaits() {
        return CAN_END_PINNED_WAITS;
    }

    /**
     * Ends {@code Object.wait} of a virtual thread that keeps its carrier meanwhile: always before
     * JDK 24, later only if something pins it. {@code Thread.interrupt0} unparks the OS thread, in
     * {@code ObjectMonitor::wait}, and this is a spurious wake-up: the field {@code
     * Thread.interrupted}, which does not change, decides whether it was an interrupt. If the
     * carrier waits anywhere else by then, it continues to wait.
     *
     * <p>If the thread is still entering the wait, this comes too early and is lost, since {@code
     * ObjectMonitor::wait} begins by clearing earlier unparks. Any thread may call this.
     */
    static void endPinnedWait(Thread thread) {
        Thread carrier = CAN_END_PINNED_WAITS && isVirtual(thread)
                ? VirtualThreads.carrier(thread) : null;
        if (carrier != null) {
            INTERRUPT_0.accept(carrier);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import jdk.internal.misc.Unsafe;

/**
 * What a thread carries, in place of the plain object that {@code Thread.interruptLock} was: the
 * counterpart of the fields that task_work has in Linux's {@code task_struct}.
 *
 * <p>The JDK only uses that object as a monitor, which this class leaves alone. While nothing was
 * ever added to the thread it stays this small.
 */
public final class Task {
    /**
     * Whether a run point has something to do: TIF_NOTIFY_RESUME. Set by adders, at the latest
     * after their push, cleared by the thread before it looks at the queue; may be set over an
     * empty queue.
     */
    volatile boolean due;

    /** Not before what was written before; whoever relies on more has to see to it. */
    void setDue(boolean value) {
        Fields.U.putBooleanRelease(this, Fields.DUE, value);
    }

    /**
     * The thread is in {@code Object.wait}, or about to be: set before it looks at {@link #due} a
     * last time, so that either it sees a work or the adder sees this (see {@link MonitorWaits}).
     */
    volatile boolean waiting;

    /**
     * The queue node with which the thread waits, or waited last, for a synchronizer of
     * {@code java.util.concurrent.locks}. Only the thread itself touches it.
     */
    Object node;

    /** Calls of the woven {@code acquire} on the thread's stack. Only the thread itself. */
    short acquires;

    private volatile Target target;

    /** {@code Thread.interruptLock}: a task, or a plain object. */
    static Object lockOf(Thread thread) {
        return Fields.U.getReference(thread, Fields.INTERRUPT_LOCK);
    }

    /** The task of a thread; null if the thread is older than the agent and never had a work. */
    static Task find(Thread thread) {
        return lockOf(thread) instanceof Task task ? task : OlderThreads.find(thread);
    }

    static Task of(Thread thread) {
        return lockOf(thread) instanceof Task task ? task : OlderThreads.findOrAdd(thread);
    }

    /** The queue and what belongs to it; null if nothing was ever added. */
    Target target() {
        return target;
    }

    Target targetOrNew() {
        Target t = target;
        if (t != null) {
            return t;
        }
        Target fresh = new Target();
        return casTarget(fresh) ? fresh : target;
    }

    /** Refuses every later add; true if nothing had been added before. */
    boolean closeUnused() {
        return target == null && casTarget(Target.EXITED);
    }

    private boolean casTarget(Target update) {
        return Fields.U.compareAndSetReference(this, Fields.TARGET, null, update);
    }

    /**
     * Not in the class itself, which must have no initializer: in a woven runtime image the VM
     * makes the first task while it boots, with the main thread's object.
     */
    private static final class Fields {
        static final Unsafe U = Unsafe.getUnsafe();
        static final long INTERRUPT_LOCK = JdkFields.INTERRUPT_LOCK.offset();
        static final long DUE = U.objectFieldOffset(Task.class, "due");
        static final long TARGET = U.objectFieldOffset(Task.class, "target");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import jdk.internal.misc.Unsafe;

/**
 * The state that each thread carries, in place of the plain object that {@code
 * Thread.interruptLock} was: the counterpart of the fields that task_work has in Linux's {@code
 * task_struct}.
 *
 * <p>The JDK uses that object only as a monitor; the runtime never locks it. As long as nothing was
 * ever added to the thread, this small object is all that there is. Its fields take 8 bytes, so
 * that it is 8 bytes larger than a plain object, with the header of JDK 27 (8 bytes) and with that
 * of earlier releases (12).
 */
public final class Slot {
    /**
     * Whether a run point has something to do: TIF_NOTIFY_RESUME. It is set by adders, at the
     * latest after their push, and cleared by the thread before it looks at the queue; it may be
     * set although the queue is empty.
     */
    volatile boolean due;

    /**
     * Sets {@code due} with release semantics: earlier writes stay before it. Callers that rely on
     * more need a fence of their own.
     */
    void setDue(boolean value) {
        Fields.U.putBooleanRelease(this, Fields.DUE, value);
    }

    /**
     * Whether the thread is in {@code Object.wait} or about to be. It is set before the thread
     * reads {@link #due} for the last time, so that either the thread sees a work or the adder sees
     * this (see {@link MonitorWaits}).
     */
    volatile boolean waiting;

    /**
     * The number of calls of the woven {@code acquire} on the thread's stack. Only the thread
     * itself accesses it.
     */
    short acquires;

    /**
     * The target. As long as there is none, what {@link #node} returns, for which the target has a
     * field of its own.
     */
    private volatile Object targetOrNode;

    /** Returns {@code Thread.interruptLock}, which is a slot or a plain object. */
    static Object lockOf(Thread thread) {
        return Fields.U.getReference(thread, Fields.INTERRUPT_LOCK);
    }

    /**
     * Returns the slot of a thread; null if the thread is older than the agent and never had a
     * work.
     */
    static Slot find(Thread thread) {
        return lockOf(thread) instanceof Slot slot ? slot : OlderThreads.find(thread);
    }

    static Slot of(Thread thread) {
        return lockOf(thread) instanceof Slot slot ? slot : OlderThreads.findOrAdd(thread);
    }

    /**
     * Returns the queue node with which the thread waits, or waited last, for a synchronizer of
     * {@code java.util.concurrent.locks}. Only the thread itself calls {@link #setNode}; of what
     * this returns to others, they use only whether it is null.
     */
    Object node() {
        Object current = targetOrNode;
        return current instanceof Target target ? target.node : current;
    }

    void setNode(Object node) {
        for (;;) {
            Object current = targetOrNode;
            if (current instanceof Target target) {
                if (target != Target.EXITED) { // which is that of many threads
                    target.node = node;
                }
                return;
            }
            if (current == node || compareAndSet(current, node)) {
                return;
            } // otherwise somebody has just made the target
        }
    }

    /** Returns the queue and what belongs to it; null if nothing was ever added. */
    Target target() {
        return targetOrNode instanceof Target target ? target : null;
    }

    Target targetOrNew() {
        return targetOrNode instanceof Target target ? target : newTarget();
    }

    private Target newTarget() {
        Target fresh = new Target();
        for (;;) {
            Object current = targetOrNode;
            if (current instanceof Target target) {
                return target;
            }
            fresh.node = current;
            if (compareAndSet(current, fresh)) {
                return fresh;
            }
        }
    }

    /** Refuses every later add if nothing was added before; returns whether it did. */
    boolean closeUnused() {
        for (;;) {
            Object current = targetOrNode;
            if (current instanceof Target) {
                return false;
            }
            if (compareAndSet(current, Target.EXITED)) {
                return true;
            }
        }
    }

    private boolean compareAndSet(Object expected, Object update) {
        return Fields.U.compareAndSetReference(this, Fields.TARGET_OR_NODE, expected, update);
    }

    /**
     * The constants are not in the class itself, which must have no initializer: in a woven runtime
     * image the VM makes the first slot while it boots, with the main thread's object.
     */
    private static final class Fields {
        static final Unsafe U = Unsafe.getUnsafe();
        static final long INTERRUPT_LOCK = JdkFields.INTERRUPT_LOCK.offset();
        static final long DUE = U.objectFieldOffset(Slot.class, "due");
        /** Loads the class: a hook that finds a node in its place loads none. */
        @SuppressWarnings("UnusedVariable")
        static final Class<?> TARGET = Target.class;

        static final long TARGET_OR_NODE = U.objectFieldOffset(Slot.class, "targetOrNode");
    }
}

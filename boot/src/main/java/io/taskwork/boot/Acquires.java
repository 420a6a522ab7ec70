// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The methods that the woven synchronizers of {@code java.util.concurrent.locks} call, always on
 * the waiting thread. They let it know its current node, and queue again after its turn was passed
 * on. The reasoning is in {@link Places}.
 */
public final class Acquires {
    private Acquires() {}

    /**
     * Called at the exit of the constructors of {@code ExclusiveNode} and {@code SharedNode}. Does
     * nothing if {@code acquire} was entered before it was woven, since that call could not be
     * repeated.
     */
    @ForceInline
    public static void created(Object node) {
        Slot slot = Slot.find(Thread.currentThread());
        if (slot != null && slot.acquires > 0) {
            slot.setNode(node);
        }
    }

    /**
     * Called at the exit of the constructor of {@code ConditionNode}, with which no {@code acquire}
     * begins.
     */
    @ForceInline
    public static void createdForCondition(Object node) {
        // This includes threads older than the agent, such as main: a SIGNAL may come while they
        // wait.
        Slot.of(Thread.currentThread()).setNode(node);
    }

    /**
     * Called at the entry of {@code acquire}; returns the node to use in place of the one that was
     * passed, which is non-null only when a condition reacquires its lock.
     */
    public static Object reacquiring(Object sync, Object node) {
        if (node != null && hadWorks()
                && LockQueue.of(sync).waiter(node) != Thread.currentThread()) {
            return null; // its turn was passed on
        }
        return node;
    }

    /** Called at the entry of {@code acquire}; returns what {@link #leave} is to put back. */
    public static Object enter(Object sync, Object node) {
        Slot slot = ownSlot();
        if (slot == null) {
            return null;
        }
        Target target = slot.target();
        if (target != null && target.place() != null) {
            Places.yieldOwnPlace(target, sync);
        }
        Object outer = slot.node();
        slot.setNode(node);
        slot.acquires++; // last, since leave does not follow if this method throws
        return outer == node ? null : outer;
    }

    /**
     * Returns the current thread's slot, even if the thread is older than the agent; null if there
     * is no memory for one.
     */
    private static Slot ownSlot() {
        try {
            return Slot.of(Thread.currentThread());
        } catch (OutOfMemoryError e) {
            return null; // acquire goes on without memory
        }
    }

    /** Called at the exit of {@code acquire}. A node is not kept longer than it is used. */
    public static void leave(Object outer) {
        Slot slot = Slot.find(Thread.currentThread());
        if (slot != null) {
            slot.setNode(outer);
            Target target = slot.target();
            if (target != null) {
                target.passes = 0;
                target.condition = null;
                target.interruptedAcquires &= ~mark(slot);
            }
            if (slot.acquires > 0) { // 0 if there was no memory for the slot at the entry
                slot.acquires--;
            }
        }
    }

    /**
     * Called at the exit of {@code acquire} by an exception; returns whether it is to be repeated,
     * without a node. The node that it had is out of the queue: whoever passed its turn on has
     * removed it.
     */
    public static boolean isRestart(Throwable thrown) {
        if (thrown == null || !Places.isRestart(thrown)) {
            return false;
        }
        Target target = Target.find(Thread.currentThread());
        if (target != null && target.interruptedAcquires != 0) {
            restoreInterrupt(target);
        }
        return true;
    }

    /**
     * Called in {@code acquire} in place of {@code Thread.interrupted}, after each park. The JDK
     * keeps the answer in a local variable until it has acquired; before JDK 24 a restart loses it.
     */
    public static boolean interrupted() {
        if (!Thread.interrupted()) {
            return false;
        }
        try {
            Slot slot = Slot.of(Thread.currentThread());
            slot.targetOrNew().interruptedAcquires |= mark(slot);
        } catch (OutOfMemoryError e) {
            // Nobody can have queued a work either, so no turn is passed on and nothing restarts.
        }
        return true;
    }

    /** Sets the interrupt status again, for the repeated {@code acquire} to see. */
    private static void restoreInterrupt(Target target) {
        Thread self = Thread.currentThread();
        int mark = mark(Slot.of(self));
        if ((target.interruptedAcquires & mark) != 0) {
            target.interruptedAcquires &= ~mark;
            Threads.interruptSelf(self);
        }
    }

    /** Returns the bit for the innermost acquire on the stack; beyond 32 of them they share one. */
    private static int mark(Slot slot) {
        return 1 << Math.min(slot.acquires, Integer.SIZE - 1);
    }

    /**
     * Called if {@code canReacquire} returns false: the turn of the node may have been passed on.
     */
    public static boolean wasPassed(Object condition, Object node) {
        if (node == null || !hadWorks()) {
            return false;
        }
        LockQueue queue = condition instanceof AbstractQueuedSynchronizer.ConditionObject
                ? LockQueue.INT : LockQueue.LONG;
        boolean passed = queue.waiter(node) == null;
        if (passed) {
            signalled(condition);
        }
        return passed;
    }

    /** Called if {@code canReacquire} returns true: the thread queues for the lock now. */
    public static void signalled(Object condition) {
        Slot slot = Slot.find(Thread.currentThread());
        Target target = slot == null ? null : slot.target();
        if (target != null) {
            target.condition = condition;
        }
    }

    /**
     * Returns whether the current thread ever had a work; without one no turn was ever passed on.
     * In a woven runtime image the JDK's own threads come here while the VM boots, too early to
     * look into a node.
     */
    private static boolean hadWorks() {
        Slot slot = Slot.find(Thread.currentThread());
        return slot != null && slot.target() != null;
    }
}

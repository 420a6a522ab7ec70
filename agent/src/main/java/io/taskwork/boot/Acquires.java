// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What the woven synchronizers of {@code java.util.concurrent.locks} call, always on the waiting
 * thread: so that it knows its current node, and queues anew after its turn was passed on. The
 * reasoning is in {@link Places}.
 */
public final class Acquires {
    private Acquires() {}

    /**
     * Exit of the constructors of {@code ExclusiveNode} and {@code SharedNode}. Not if {@code
     * acquire} was entered before it was woven: that one could not be repeated.
     */
    @ForceInline
    public static void created(Object node) {
        Task task = Task.find(Thread.currentThread());
        if (task != null && task.acquires > 0) {
            task.node = node;
        }
    }

    /** Exit of the constructor of {@code ConditionNode}, with which no {@code acquire} begins. */
    @ForceInline
    public static void createdForCondition(Object node) {
        // Also of a thread that is older than the agent, as main: a SIGNAL may come while it waits.
        Task.of(Thread.currentThread()).node = node;
    }

    /**
     * Entry of {@code acquire}: the node to be used in place of the one it was handed, which is not
     * null in a condition's reacquire only.
     */
    public static Object reacquiring(Object sync, Object node) {
        if (node != null && hadWorks()
                && LockQueue.of(sync).waiter(node) != Thread.currentThread()) {
            return null; // its turn was passed on
        }
        return node;
    }

    /** Entry of {@code acquire}: what {@link #leave} is to put back. */
    public static Object enter(Object sync, Object node) {
        Task task = ownTask();
        if (task == null) {
            return null;
        }
        Target target = task.target();
        if (target != null && target.place() != null) {
            Places.yieldOwnPlace(target, sync);
        }
        Object outer = task.node;
        task.node = node;
        task.acquires++; // last, since leave does not follow if this method throws
        return outer == node ? null : outer;
    }

    /** Also of a thread that is older than the agent; null if there is no memory for it. */
    private static Task ownTask() {
        try {
            return Task.of(Thread.currentThread());
        } catch (OutOfMemoryError e) {
            return null; // acquire goes on without memory
        }
    }

    /** Exit of {@code acquire}. A node is not kept longer than it is used. */
    public static void leave(Object outer) {
        Task task = Task.find(Thread.currentThread());
        if (task != null) {
            task.node = outer;
            Target target = task.target();
            if (target != null) {
                target.passes = 0;
                target.interruptedAcquires &= ~mark(task);
            }
            if (task.acquires > 0) { // else there was no memory for the task at the entry
                task.acquires--;
            }
        }
    }

    /**
     * Exit of {@code acquire} by an exception: whether it is to be repeated, without a node. The
     * one that it had is out of the queue: whoever passed its turn on has seen to that.
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
     * In {@code acquire}, for {@code Thread.interrupted}, which it calls after each park. It keeps
     * the answer in a local variable, until it has acquired; before JDK 24 a restart loses that.
     */
    public static boolean interrupted() {
        if (!Thread.interrupted()) {
            return false;
        }
        try {
            Task task = Task.of(Thread.currentThread());
            task.targetOrNew().interruptedAcquires |= mark(task);
        } catch (OutOfMemoryError e) {
            // Nobody can have queued a work either, so no turn is passed on: nothing restarts.
        }
        return true;
    }

    /** For the repeated {@code acquire} to see once more. */
    private static void restoreInterrupt(Target target) {
        Thread self = Thread.currentThread();
        int mark = mark(Task.of(self));
        if ((target.interruptedAcquires & mark) != 0) {
            target.interruptedAcquires &= ~mark;
            self.interrupt();
        }
    }

    /** A bit for the innermost of the acquires on the stack; beyond 32 of them they share one. */
    private static int mark(Task task) {
        return 1 << Math.min(task.acquires, Integer.SIZE - 1);
    }

    /** Exit of {@code canReacquire} with false: the turn of the node may have been passed on. */
    public static boolean wasPassed(Object condition, Object node) {
        if (node == null || !hadWorks()) {
            return false;
        }
        LockQueue queue = condition instanceof AbstractQueuedSynchronizer.ConditionObject
                ? LockQueue.INT : LockQueue.LONG;
        return queue.waiter(node) == null;
    }

    /**
     * Without works no turn was ever passed on. In a woven runtime image the JDK's own threads come
     * here while the VM boots, too early to look into a node.
     */
    private static boolean hadWorks() {
        Task task = Task.find(Thread.currentThread());
        return task != null && task.target() != null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Steps of the runtime without a barrier or an atomic operation; only weakened twins use them. */
final class Weakened {
    private static final VarHandle HEAD;
    private static final VarHandle WAITING;
    private static final VarHandle PLACE;

    private Weakened() {}

    /** WorkList.push with a read and a store in place of its compare-and-set. */
    static void push(WorkQueue queue, Work work) {
        Work head = (Work) HEAD.getVolatile(queue);
        work.older = head;
        HEAD.setVolatile(queue, work);
    }

    /** WorkQueue.close with a read and a store in place of its compare-and-set. */
    static boolean close(WorkQueue queue) {
        if (!queue.isEmpty()) {
            return false;
        }
        HEAD.setVolatile(queue, WorkList.CLOSED);
        return true;
    }

    /** WorkQueue.cancel of a work in the ordered list, without the lock. */
    static boolean cancel(WorkQueue queue, Work work) {
        if (work.phase() != Work.LISTED) {
            return false;
        }
        try {
            queue.unlink(work, Work.IDLE);
        } catch (NullPointerException e) {
            // A neighbour was taken out meanwhile; the phase would be set next.
        }
        return true;
    }

    /** WorkQueue.addHook without the lock. */
    static boolean addHook(WorkQueue queue, Work work) {
        if (queue.isClosed()) {
            return false;
        }
        queue.linkHook(work);
        return true;
    }

    /** WorkQueue.find without the lock. */
    static boolean isQueued(Work work) {
        int phase = work.phase();
        return phase == Work.QUEUED || phase == Work.LISTED;
    }

    /** The steps of Drain.atRunPoint, except its last look at what is due. */
    static boolean atRunPoint(Slot slot, Target target) {
        target.setAttended(true);
        slot.setDue(false);
        target.beginRound();
        int ran = 0;
        for (Work work; (work = target.pollRound()) != null; ran++) {
            work.finish(target);
        }
        target.setAttended(false);
        VarHandle.fullFence();
        return ran > 0;
    }

    /** Adds.addFresh as built, for a work that is claimed already. */
    static boolean add(Thread thread, Slot slot, Target target, Work work) {
        boolean marked = Adds.beforePush(thread, slot, target, Adds.SIGNAL);
        return push(thread, slot, target, work, marked);
    }

    /** Does the same as {@link #add}, and returns whether the adder marked the thread. */
    static boolean addAndTell(Thread thread, Slot slot, Target target, Work work) {
        boolean marked = Adds.beforePush(thread, slot, target, Adds.SIGNAL);
        return push(thread, slot, target, work, marked) && marked;
    }

    private static boolean push(
            Thread thread, Slot slot, Target target, Work work, boolean marked) {
        if (!target.push(work)) {
            return false;
        }
        Adds.afterPush(thread, slot, target, Adds.SIGNAL, marked);
        return true;
    }

    /** A release store in place of the volatile one: it has no barrier after it. */
    static void announce(Slot slot) {
        WAITING.setRelease(slot, true);
    }

    /** A release store, as in {@link #announce}. */
    static void publishPlace(Target target, Object node) {
        PLACE.setRelease(target, node);
    }

    static {
        try {
            var target = MethodHandles.privateLookupIn(Target.class, MethodHandles.lookup());
            HEAD = target.findVarHandle(Target.class, "head", Work.class);
            PLACE = target.findVarHandle(Target.class, "place", Object.class);
            WAITING = MethodHandles.privateLookupIn(Slot.class, MethodHandles.lookup())
                    .findVarHandle(Slot.class, "waiting", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

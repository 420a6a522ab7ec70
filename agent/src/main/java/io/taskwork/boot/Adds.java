// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/** Queueing a work on a thread and notifying it: {@code task_work_add}. Any thread. */
final class Adds {
    /** Ordinals of the API's {@code Notify}. */
    static final int NONE = 0;

    static final int RESUME = 1;
    static final int SIGNAL = 2;

    /** No time after which a work becomes a SIGNAL. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final long FLOOD_PAUSE_NANOS = 50_000L;

    private static final Unsafe U = Unsafe.getUnsafe();

    private Adds() {}

    /** Queues a work that nobody else has; one atomic operation, on the head of the queue. */
    static boolean addFresh(Thread thread, Work work, int mode) {
        Task task = Task.of(thread);
        Target target = task.targetOrNew();
        work.claimFresh(target);
        boolean wakes = beforePush(thread, task, target, mode);
        return target.push(work) && afterPush(thread, task, target, mode, wakes);
    }

    /** Queues a work that others may hold, and may be adding too. */
    static boolean add(Thread thread, Work work, int mode) {
        return add(thread, work, mode, NEVER);
    }

    /** As {@link #add(Thread, Work, int)}; after a time a SIGNAL, if it has not started. */
    static boolean addEscalating(Thread thread, Work work, int mode, long nanos) {
        return mode == SIGNAL || nanos <= 0
                ? add(thread, work, SIGNAL, NEVER) : add(thread, work, mode, nanos);
    }

    private static boolean add(Thread thread, Work work, int mode, long escalateNanos) {
        Task task = Task.of(thread);
        Target target = task.targetOrNew();
        if (escalateNanos != NEVER) {
            // A timer's queue that an overflow leaves half way never wakes its thread again.
            StackRoom.requireMuch(target);
        }
        if (!work.claim(target)) {
            throw new IllegalStateException(
                    "the work is queued already; add it again after it ran or cancel() was true");
        }
        int round;
        boolean wakes;
        try {
            round = escalateNanos != NEVER ? work.round() : 0;
            wakes = beforePush(thread, task, target, mode);
            if (!target.push(work)) {
                return false;
            }
        } catch (Throwable e) { // not pushed: after its last step push calls nothing
            work.state &= ~Work.PHASE; // nor does this, so it cannot overflow
            throw e;
        }
        if (escalateNanos != NEVER) {
            Escalations.schedule(thread, work, round, escalateNanos);
        }
        return afterPush(thread, task, target, mode, wakes);
    }

    /** For {@link #afterPush}. */
    private static boolean beforePush(Thread thread, Task task, Target target, int mode) {
        if (target.flooded && thread != Thread.currentThread()) {
            // Else some threads could keep one from ever ending.
            SpinLock.pause(FLOOD_PAUSE_NANOS);
        }
        if (Telemetry.on) {
            Telemetry.adding(target);
        }
        return mode == SIGNAL && Wakes.begin(thread, task, target);
    }

    /** True: the work is queued. So nothing may be thrown here, which would say that it is not. */
    private static boolean afterPush(
            Thread thread, Task task, Target target, int mode, boolean wakes) {
        if (wakes) {
            Wakes.end(thread, task, target);
        } else if (mode != NONE) {
            notify(thread, task, target, mode);
        }
        if (Telemetry.on) {
            Telemetry.added(thread, target, mode);
        }
        return true;
    }

    /** Of something that is queued already. Any thread. */
    static void notify(Thread thread, int mode) {
        Task task = Task.of(thread);
        notify(thread, task, task.targetOrNew(), mode);
    }

    private static void notify(Thread thread, Task task, Target target, int mode) {
        boolean wasDue = task.due;
        if (!wasDue) {
            task.setDue(true);
        }
        if (mode == SIGNAL && thread != Thread.currentThread()) {
            if (!wasDue) {
                U.fullFence(); // before a look at "attended": the end of a mask looks crosswise
            }
            Wakes.wake(thread, task, target);
        }
    }
}

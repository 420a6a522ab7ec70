// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;

/** Queueing a work on a thread and notifying it: {@code task_work_add}. Any thread. */
final class Adds {
    /** Ordinals of the API's {@code Notify}. */
    static final int NONE = 0;

    static final int RESUME = 1;
    static final int SIGNAL = 2;

    /** No round: those have no phase in their low bits. */
    private static final int REFUSED = -1;

    private static final long FLOOD_PAUSE_NANOS = 50_000L;

    private static final Unsafe U = Unsafe.getUnsafe();

    private Adds() {}

    /** Queues a work that nobody else has; one atomic operation, on the head of the queue. */
    static boolean addFresh(Thread thread, Work work, int mode) {
        Task task = Task.of(thread);
        Target target = task.targetOrNew();
        work.claimFresh(target);
        return push(thread, target, work) && notified(thread, task, target, mode);
    }

    /** Queues a work that others may hold, and may be adding too. */
    static boolean add(Thread thread, Work work, int mode) {
        Task task = Task.of(thread);
        Target target = task.targetOrNew();
        return claimAndPush(thread, target, work) != REFUSED
                && notified(thread, task, target, mode);
    }

    /** As {@link #add(Thread, Work, int)}; after a time a SIGNAL, if it has not started. */
    static boolean add(Thread thread, Work work, int mode, long escalateNanos) {
        if (mode == SIGNAL || escalateNanos <= 0) {
            return add(thread, work, SIGNAL);
        }
        Task task = Task.of(thread);
        Target target = task.targetOrNew();
        // A timer's queue that an overflow leaves half way never wakes its thread again.
        StackRoom.requireMuch(work.state() / Work.ROUND);
        int round = claimAndPush(thread, target, work);
        if (round == REFUSED) {
            return false;
        }
        Escalations.schedule(thread, work, round, escalateNanos);
        return notified(thread, task, target, mode);
    }

    /** The round of the add, or {@link #REFUSED}. */
    private static int claimAndPush(Thread thread, Target target, Work work) {
        if (!work.claim(target)) {
            throw new IllegalStateException(
                    "the work is queued already; add it again after it ran or cancel() was true");
        }
        try {
            int round = work.round();
            return push(thread, target, work) ? round : REFUSED;
        } catch (StackOverflowError e) { // not pushed: after its last step push calls nothing
            work.state &= ~Work.PHASE; // nor does this, so it cannot overflow
            throw e;
        }
    }

    private static boolean push(Thread thread, Target target, Work work) {
        if (target.flooded && thread != Thread.currentThread()) {
            // Else some threads could keep one from ever ending.
            SpinLock.pause(FLOOD_PAUSE_NANOS);
        }
        if (Telemetry.on) {
            Telemetry.adding(target);
        }
        return target.push(work);
    }

    private static boolean notified(Thread thread, Task task, Target target, int mode) {
        if (Telemetry.on) {
            Telemetry.added(mode);
        }
        if (mode != NONE) {
            notify(thread, task, target, mode);
        }
        return true;
    }

    /** Of something that is queued already. Any thread. */
    static void notify(Thread thread, int mode) {
        Task task = Task.of(thread);
        notify(thread, task, task.targetOrNew(), mode);
    }

    private static void notify(Thread thread, Task task, Target target, int mode) {
        if (!task.due) {
            task.setDue(true);
        }
        if (mode == SIGNAL && thread != Thread.currentThread()) {
            if (!isAttended(target)) {
                wake(thread, task, target);
            } else if (Telemetry.on) {
                Telemetry.wakeSaved();
            }
        }
    }

    /**
     * The second look comes after the mark that is due: the end of a mask clears this mark, then
     * looks for that one.
     */
    private static boolean isAttended(Target target) {
        if (!target.attended) {
            return false;
        }
        U.fullFence();
        return target.attended;
    }

    /**
     * One wake per sleep: later adders that find the target attended rely on this wake. So it must
     * bring about a drain, which then clears the mark, even if the thread has drained this work
     * meanwhile by itself and finds nothing: hence due is set once more, after the mark.
     *
     * <p>Two adders that come at once may both wake; the second finds the permit there.
     */
    private static void wake(Thread thread, Task task, Target target) {
        StackRoom.requireForWake(target.probes++); // an unpark that overflows loses the thread
        boolean done = false;
        try {
            target.setAttended(true);
            task.setDue(true);
            U.fullFence(); // before the looks at the permit and at the announcement of a wait
            LockSupport.unpark(thread);
            MonitorWaits.wake(thread, task);
            done = true;
            if (Telemetry.isOn()) {
                Telemetry.waking(thread);
            }
        } catch (RejectedExecutionException e) {
            // The thread's scheduler takes no more tasks. The work is queued, so add is true.
        } finally {
            if (!done) {
                target.attended = false;
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/** What a SIGNAL does beyond queueing: the target is brought to a run point now. Any thread. */
final class Wakes {
    /*
     * One wake per sleep. The mark "attended" says that somebody will look at the queue: adders
     * that find it after their push leave it at that. So a wake must bring about a drain, which
     * clears the mark again, and that takes a set "due": both are set, in this order, and a drain
     * clears them in the other one. A mark without due would be for good.
     *
     * The adder that wakes sets both before its push, which is the full barrier that must stand
     * between them and the look at what the thread is doing. If a drain came between (it found
     * nothing, or this work), they are not both there any more, and are set anew, with a barrier.
     *
     * Two adders that come at once may both wake.
     */

    private static final Unsafe U = Unsafe.getUnsafe();

    private Wakes() {}

    /** Before a push: whether {@link #end} is to follow it. */
    static boolean begin(Thread thread, Task task, Target target) {
        if (isAttended(target) || thread == Thread.currentThread()) {
            return false;
        }
        StackRoom.require(target); // from here to the end of end() nothing may overflow
        mark(task, target);
        return true;
    }

    /** After the push. */
    static void end(Thread thread, Task task, Target target) {
        if (!isMarked(task, target)) {
            mark(task, target);
            U.fullFence();
        }
        rouse(thread, task, target);
    }

    /** For something that is queued already, of another thread. */
    static void wake(Thread thread, Task task, Target target) {
        if (isAttended(target)) {
            if (Telemetry.on) {
                Telemetry.wakeSaved();
            }
            return;
        }
        StackRoom.require(target);
        mark(task, target);
        U.fullFence();
        rouse(thread, task, target);
    }

    private static boolean isAttended(Target target) {
        return target.attended;
    }

    private static void mark(Task task, Target target) {
        target.setAttended(true);
        task.setDue(true);
    }

    private static boolean isMarked(Task task, Target target) {
        return target.attended && task.due;
    }

    private static void rouse(Thread thread, Task task, Target target) {
        boolean done = false;
        try {
            if (!VirtualThreads.unparkParked(thread)) {
                Threads.unpark(thread);
                MonitorWaits.wake(thread, task);
            }
            done = true;
        } catch (Throwable e) {
            // The thread's scheduler takes no more tasks, there is no memory, or an agent forbids
            // what an unpark calls. The work is queued, so add is true.
        }
        if (!done) {
            target.attended = false; // so the next SIGNAL tries again
        } else if (Telemetry.isOn()) {
            Telemetry.waking(thread);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.CarrierThread;
import jdk.internal.vm.StackableScope;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What the woven methods of {@code java.lang} call. Each takes the thread's {@code interruptLock},
 * which is its {@link Task}, or a plain object if the thread is older than the agent.
 *
 * <p>All run on the thread itself, mounted, with it as the current thread, unless said otherwise.
 */
public final class RunPoints {
    private RunPoints() {}

    /**
     * Entry of {@code VirtualThread.park} and {@code parkNanos}, and of a platform thread's park:
     * true if they are to return.
     */
    @ForceInline
    public static boolean beforePark(Object interruptLock) {
        // A permit that a callback's own park ate would be missed by this one: so after a run,
        // return at once, as park may.
        return isDue(interruptLock) && atPark();
    }

    /** Every other exit of {@code VirtualThread.park} and {@code parkNanos}. */
    @ForceInline
    public static void afterPark(Object interruptLock) {
        if (isDue(interruptLock)) {
            atPark();
        }
    }

    /**
     * Entry of {@code Thread.runWith}: not of {@code VirtualThread.run}, where JDK 21 has not told
     * JVMTI yet that the thread has started. It counts as one that is being mounted until then,
     * and what callbacks do, such as to load a class, may wait for the end of that.
     */
    @ForceInline
    public static void atRunWith(Object interruptLock) {
        if (isDue(interruptLock) && Thread.currentThread().isVirtual()) {
            runInPlace(RunPoint.START);
        }
    }

    /**
     * In {@code VirtualThread.run}, for {@code StackableScope.popAll}, which it calls when the
     * thread's own code and its handler have ended. Not later: JDK 21 then tells JVMTI that the
     * thread ends, and counts it as one that is being unmounted. A drain that yields after that
     * leaves that count wrong, and whoever waits for it to be 0 waits for good.
     */
    public static void popAll() {
        try {
            StackableScope.popAll();
        } finally {
            atExit(Task.lockOf(Thread.currentThread()));
        }
    }

    /** Exit of {@code VirtualThread.tryYield}. */
    @ForceInline
    public static void afterYield(Object interruptLock) {
        if (isDue(interruptLock)) {
            runInPlace(RunPoint.YIELD);
        }
    }

    /** As {@link #popAll}, if that did not come to it; entry of {@code Thread.exit}. */
    public static void atExit(Object interruptLock) {
        Thread self = Thread.currentThread();
        Drain.exit(self, interruptLock instanceof Task t ? t : OlderThreads.findOrAdd(self));
    }

    /**
     * Entry of {@code VirtualThread.afterDone(boolean)}. Runs on the carrier, or on the thread
     * whose {@code start} failed. After {@link #atExit} it has nothing to do.
     */
    public static void afterDone(Thread thread, Object interruptLock) {
        Task task = interruptLock instanceof Task t ? t : OlderThreads.find(thread);
        if (task != null) {
            Drain.discard(thread, task);
        }
    }

    /**
     * Every return of an unpark of either kind of thread: it may have brought a turn to a thread
     * that is busy with works (see {@link Places}). Any thread, carriers included.
     */
    @ForceInline
    public static void afterUnpark(Thread thread, Object interruptLock) {
        Task task = interruptLock instanceof Task t ? t : OlderThreads.find(thread);
        Target target = task == null ? null : task.target();
        if (target != null && target.place() != null && Places.hasTurn(target)) {
            Keeper.lateTurn(target);
        }
    }

    @ForceInline
    static boolean isDue(Object interruptLock) {
        return interruptLock instanceof Task task ? task.due : OlderThreads.isDue();
    }

    /**
     * Exit of {@code StackableScope.popAll}, which {@code VirtualThread.run} calls last: the exit
     * of virtual threads that entered {@code run} before the agent came.
     */
    public static void afterPopAll() {
        Thread self = Thread.currentThread();
        if (self.isVirtual() && !(Task.lockOf(self) instanceof Task)
                && VirtualThreads.isEndOfRun(new Throwable())) {
            Drain.exit(self, OlderThreads.findOrAdd(self));
        }
    }

    private static boolean atPark() {
        Thread self = Thread.currentThread();
        Task task = Task.find(self);
        Target target = task == null ? null : task.target();
        return target != null && !target.isHeld()
                && !(self instanceof CarrierThread) // it may be about to mount or to unmount
                && Places.runAtPark(self, task, target);
    }

    /** Runs what is queued, unless run points are held; true if anything ran. */
    static boolean runInPlace(int runPoint) {
        Thread self = Thread.currentThread();
        Task task = Task.find(self);
        Target target = task == null ? null : task.target();
        if (target == null || target.isHeld() || !Drain.atRunPoint(self, task, target, runPoint)) {
            return false;
        }
        givePermit(self);
        return true;
    }

    /**
     * After a drain that is not in a park of the thread's own: a callback that parked may have
     * eaten the permit for the next one, which so returns at once instead, as park may.
     */
    static void givePermit(Thread self) {
        Threads.unpark(self);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What the woven methods of {@code java.lang} call. Each takes the thread's {@code interruptLock},
 * which is its {@link Task}, or a plain object if the thread is older than the agent.
 *
 * <p>All run on the thread itself, mounted, with it as the current thread, unless said otherwise.
 */
public final class RunPoints {
    private RunPoints() {}

    /** Entry of {@code VirtualThread.park} and {@code parkNanos}: true if they are to return. */
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

    /** Exit of {@code VirtualThread.tryYield}, and entry of {@code VirtualThread.run(Runnable)}. */
    @ForceInline
    public static void inPlace(Object interruptLock) {
        if (isDue(interruptLock)) {
            runInPlace();
        }
    }

    /** Exit of {@code VirtualThread.run(Runnable)}; entry of {@code Thread.exit}. */
    public static void atExit(Object interruptLock) {
        Thread self = Thread.currentThread();
        Task task = interruptLock instanceof Task t ? t : OlderThreads.find(self);
        if (task == null) {
            task = OlderThreads.findOrAdd(self);
        }
        Drain.exit(self, task);
    }

    /**
     * Entry of {@code VirtualThread.afterDone(boolean)}. Runs on the carrier, or on the thread
     * whose {@code start} failed. After {@link #atExit} it has nothing to do.
     */
    public static void afterDone(Thread thread, Object interruptLock) {
        Task task = interruptLock instanceof Task t ? t : OlderThreads.find(thread);
        if (task != null) {
            Drain.discard(task);
        }
    }

    /**
     * Every return of {@code VirtualThread.unpark(boolean)}: it may have brought a turn to a thread
     * that is busy with works (see {@link Places}). Any thread, carriers included.
     */
    @ForceInline
    public static void afterUnpark(Object interruptLock) {
        if (interruptLock instanceof Task task) {
            Target target = task.target();
            if (target != null && target.place() != null && Places.hasTurn(target)) {
                Keeper.lateTurn(target);
            }
        }
    }

    @ForceInline
    private static boolean isDue(Object interruptLock) {
        return interruptLock instanceof Task task ? task.due : OlderThreads.isDue();
    }

    private static boolean atPark() {
        Thread self = Thread.currentThread();
        Task task = Task.find(self);
        Target target = task == null ? null : task.target();
        return target != null && !target.draining && Places.runAtPark(self, task, target);
    }

    /** Runs what is queued, unless a callback is running; true if anything ran. */
    static boolean runInPlace() {
        Thread self = Thread.currentThread();
        Task task = Task.find(self);
        Target target = task == null ? null : task.target();
        if (target == null || target.draining || !Drain.atRunPoint(self, task, target)) {
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
        LockSupport.unpark(self);
    }
}

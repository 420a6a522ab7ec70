// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.CarrierThread;
import jdk.internal.vm.StackableScope;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The methods that the woven methods of {@code java.lang} call. Each takes the thread's {@code
 * interruptLock}, which is its {@link Slot}, or a plain object if the thread is older than the
 * agent.
 *
 * <p>Unless stated otherwise, all are called on the thread itself, mounted, as the current thread.
 *
 * <p>What is not inlined would make the compiled frames larger in which a thread parks: a compiler
 * makes room in {@code VirtualThread.run} for all that its end may need.
 */
public final class RunPoints {
    private RunPoints() {}

    /**
     * Called at the entry of {@code VirtualThread.park} and {@code parkNanos}, and of a platform
     * thread's park; returns true if these are to return at once.
     */
    @ForceInline
    public static boolean beforePark(Object interruptLock) {
        // If a callback's own park consumed a permit, this park would miss it; so after a run,
        // return at once, as park may.
        return isDue(interruptLock) && atPark();
    }

    /** Called at every other exit of {@code VirtualThread.park} and {@code parkNanos}. */
    @ForceInline
    public static void afterPark(Object interruptLock) {
        if (isDue(interruptLock)) {
            atPark();
        }
    }

    /**
     * Called at the entry of {@code Thread.runWith}, and not of {@code VirtualThread.run}, where
     * JDK 21 has not yet told JVMTI that the thread has started. Until then the thread counts as
     * being mounted, and what callbacks do, such as loading a class, may wait for the end of that.
     */
    @ForceInline
    public static void atRunWith(Object interruptLock) {
        if (isDue(interruptLock) && Thread.currentThread().isVirtual()) {
            runInPlace(RunPoint.START);
        }
    }

    /**
     * Called in {@code VirtualThread.run} in place of {@code StackableScope.popAll}, when the
     * thread's own code and its handler have ended. Later would be too late: JDK 21 then tells
     * JVMTI that the thread ends, and counts it as being unmounted. A drain that yields after that
     * leaves the count wrong, and whoever waits for it to be 0 waits for good.
     */
    @DontInline
    public static void popAll() {
        try {
            StackableScope.popAll();
        } finally {
            atExit(Slot.lockOf(Thread.currentThread()));
        }
    }

    /** Called at the exit of {@code VirtualThread.tryYield}. */
    @ForceInline
    public static void afterYield(Object interruptLock) {
        if (isDue(interruptLock)) {
            runInPlace(RunPoint.YIELD);
        }
    }

    /**
     * Called at the exit of {@code VirtualThread.run}, in case {@link #popAll} was not reached, and
     * at the entry of {@code Thread.exit}.
     */
    @DontInline
    public static void atExit(Object interruptLock) {
        Thread self = Thread.currentThread();
        LastDrain.exit(self, interruptLock instanceof Slot t ? t : OlderThreads.findOrAdd(self));
    }

    /**
     * Called at the entry of {@code VirtualThread.afterDone(boolean)}, on the carrier, or on the
     * thread whose {@code start} failed. After {@link #atExit} it has nothing to do.
     */
    public static void afterDone(Thread thread, Object interruptLock) {
        Slot slot = interruptLock instanceof Slot t ? t : OlderThreads.find(thread);
        if (slot != null) {
            LastDrain.discard(thread, slot);
        }
    }

    /**
     * Called at every return of an unpark, of either kind of thread, since it may have brought a
     * turn to a thread that is busy with works (see {@link Places}). Any thread calls this,
     * including carriers.
     */
    @ForceInline
    public static void afterUnpark(Thread thread, Object interruptLock) {
        Slot slot = interruptLock instanceof Slot t ? t : OlderThreads.find(thread);
        Target target = slot == null ? null : slot.target();
        if (target != null && target.place() != null && Places.hasTurn(target)) {
            Keeper.lateTurn(target);
        }
    }

    @ForceInline
    static boolean isDue(Object interruptLock) {
        return interruptLock instanceof Slot slot ? slot.due : OlderThreads.isDue();
    }

    /**
     * Called at the exit of {@code StackableScope.popAll}, which {@code VirtualThread.run} calls
     * last. This is the exit of virtual threads that entered {@code run} before the agent came.
     */
    public static void afterPopAll() {
        Thread self = Thread.currentThread();
        if (self.isVirtual() && !(Slot.lockOf(self) instanceof Slot)
                && VirtualThreads.isEndOfRun(new Throwable())) {
            LastDrain.exit(self, OlderThreads.findOrAdd(self));
        }
    }

    private static boolean atPark() {
        Thread self = Thread.currentThread();
        Slot slot = Slot.find(self);
        Target target = slot == null ? null : slot.target();
        return target != null && !target.isHeld()
                && !(self instanceof CarrierThread) // a carrier may be about to mount or unmount
                && Parks.runAtPark(self, slot, target);
    }

    /** Runs what is queued, unless run points are held; returns true if anything ran or is due. */
    static boolean runInPlace(int runPoint) {
        Thread self = Thread.currentThread();
        Slot slot = Slot.find(self);
        Target target = slot == null ? null : slot.target();
        if (target == null || target.isHeld() || !Drain.atRunPoint(self, slot, target, runPoint)) {
            return false;
        }
        givePermit(self);
        return true;
    }

    /**
     * Called after a drain that is not in a park of the thread's own. A callback that parked may
     * have consumed the permit for the thread's next park; with a new one, that park returns at
     * once, as park may.
     */
    static void givePermit(Thread self) {
        Threads.unpark(self);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.CarrierThread;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The run point of threads that compute. The agent weaves calls of it, where the user asks for it,
 * into loops and into methods that can recurse. The current thread runs what is due, as at every
 * other run point.
 */
public final class Poll {
    /*
     * A poll may stand at any place of the program's own code: where the thread holds locks, in a
     * class initializer, or in a constructor that has not called its superclass's constructor yet.
     * A callback runs there as if the program had called it. None of these places makes that
     * unsafe: a monitor is re-entrant, a thread may enter an initializer that it is running, and no
     * other code can see the object that is being constructed. Therefore polls run works there, as
     * parks do.
     *
     * A poll runs nothing in three cases. On a carrier, because it may be about to mount or unmount
     * a thread. In a method such as tryAcquire, which a synchronizer's acquire calls, because the
     * thread is in a queue then and other threads wait for it (see Places). With a stack that is
     * nearly full, because the program may need less room than a drain. The works stay due, for a
     * later poll or another run point.
     *
     * After a drain at another run point the thread goes on until it next blocks. After a poll the
     * next poll may follow within nanoseconds. Therefore polls rest after a drain, for as long as
     * it took, and at most for the length of its budget. This leaves the thread's own code half of
     * the time, however fast works come.
     */
    private static final long MAX_REST_NANOS = 1_000_000L;

    /*
     * While polls rest, a poll that finds works due should not read the clock, which takes longer
     * than the body of a short loop. Therefore only polls whose number is a power of two do so. If
     * polls come at a steady rate, this makes a rest at most twice as long. In case the loop becomes
     * slower, every 64th poll reads the clock as well.
     */
    private static final int MAX_UNTIMED = 63;

    private Poll() {}

    /** Called by woven code, through a class that every class loader finds. */
    @ForceInline
    public static void poll() {
        // This is a volatile read, which the compiler does not move out of a loop.
        if (DueThreads.isAny() && isDue()) {
            run();
        }
    }

    /**
     * Called by woven code at the entry of a method that can recurse. This is a plain read, so that
     * the compiler need not read again what it has in registers. It may read the count once for
     * several methods that it inlines into one. A recursion still reads it again and again, since
     * only finitely many of its calls are inlined, and every other call may change the count.
     */
    @ForceInline
    public static void enter() {
        if (DueThreads.isAnyPlain() && isDue()) {
            run();
        }
    }

    @ForceInline
    private static boolean isDue() {
        return RunPoints.isDue(Slot.lockOf(Thread.currentThread()));
    }

    @DontInline
    private static void run() {
        Thread self = Thread.currentThread();
        Slot slot = Slot.find(self);
        Target target = slot == null ? null : slot.target();
        if (target == null || target.isHeld() || target.isClosed() || slot.acquires != 0
                || self instanceof CarrierThread) {
            return;
        }
        boolean rested = target.pollsRestUntil == 0L;
        if (!rested && isUntimed(++target.pollsInRest)) {
            return;
        }
        long start = System.nanoTime();
        if (!rested && start - target.pollsRestUntil < 0) {
            return;
        }
        if (!hasRoom(target)) {
            rest(target, start + MAX_REST_NANOS);
            return;
        }
        RunPoints.runInPlace(RunPoint.POLL);
        long end = System.nanoTime();
        rest(target, end + Math.min(end - start, MAX_REST_NANOS));
    }

    private static void rest(Target target, long until) {
        target.pollsRestUntil = until;
        target.pollsInRest = 0;
    }

    /** Returns whether the poll with this number in a rest is one that does not read the clock. */
    private static boolean isUntimed(int number) {
        boolean powerOfTwo = (number & (number - 1)) == 0;
        return !powerOfTwo && (number & MAX_UNTIMED) != 0;
    }

    private static boolean hasRoom(Target target) {
        try {
            StackRoom.requireMuch(target);
            return true;
        } catch (StackOverflowError e) {
            return false;
        }
    }
}

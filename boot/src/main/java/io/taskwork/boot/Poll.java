// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.CarrierThread;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The run point of threads that compute: woven, where the user asks for it, into loops and into
 * methods that can recurse. The current thread runs what is due, as at any other run point.
 */
public final class Poll {
    /*
     * Where it is called. At any place of the program's own code: with its locks held, in an
     * initializer, in a constructor that has not called the one above it. What runs is a callback
     * as if the program called it there, and none of these makes a difference to that: a monitor
     * is reentrant, an initializer may be entered again by its own thread, and what has no
     * constructor yet is seen by nobody. So polls run there, as a park does.
     *
     * Not on a carrier, which may be about to mount or to unmount; not in what a synchronizer's
     * acquire calls, such as a tryAcquire, since the thread stands in a queue then and others wait
     * for it (see Places); not where the stack is nearly full, for the program may need less of it
     * than a drain does. There the works stay due, for the next poll or the next run point.
     *
     * A drain at another run point is followed by what the thread does until it blocks again.
     * After a poll the next one may be nanoseconds away. So polls then rest for as long as the
     * drain took, at most for its budget: the thread's own code gets on, however fast works come.
     */
    private static final long MAX_REST_NANOS = 1_000_000L;

    /*
     * A poll that finds works due while polls rest should not cost a look at the clock, which takes
     * longer than the body of a short loop. Only each poll whose number is a power of two looks: at
     * a steady rate of polls a rest so becomes at most twice as long. The number of polls without a
     * look is limited for loops that become slower.
     */
    private static final int MAX_UNTIMED = 63;

    private Poll() {}

    /** What woven code calls, by way of a class that each class loader finds. */
    @ForceInline
    public static void poll() {
        // A volatile read: the compiler moves it out of no loop.
        if (RunPoints.isDue(Slot.lockOf(Thread.currentThread()))) {
            run();
        }
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
        if (target.pollsRestUntil != 0L && isResting(target)) {
            return;
        }
        long start = System.nanoTime();
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

    private static boolean isResting(Target target) {
        int polls = ++target.pollsInRest;
        boolean powerOfTwo = (polls & (polls - 1)) == 0;
        return (!powerOfTwo && (polls & MAX_UNTIMED) != 0)
                || System.nanoTime() - target.pollsRestUntil < 0;
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;

/**
 * Replaces the calls of {@code Unsafe.park} and {@code unpark} in {@code LockSupport}. They are
 * made for platform threads only, so that virtual threads pay nothing for these run points.
 *
 * <p>The blocker is set when these methods are called, as {@link Parks} requires.
 */
public final class PlatformParks {
    private PlatformParks() {}

    /**
     * Called in {@code LockSupport.park*}; a run point like {@code VirtualThread.park}, see {@link
     * RunPoints}. It is not inlined, since virtual threads have these frames, too.
     */
    @DontInline
    public static void park(Unsafe unsafe, boolean isAbsolute, long time) {
        Object lock = Slot.lockOf(Thread.currentThread());
        if (!RunPoints.beforePark(lock)) {
            unsafe.park(isAbsolute, time);
            RunPoints.afterPark(lock);
        }
    }

    /** Called in {@code LockSupport.unpark}, by any thread. */
    public static void unpark(Unsafe unsafe, Object thread) {
        unsafe.unpark(thread);
        RunPoints.afterUnpark((Thread) thread, Slot.lockOf((Thread) thread));
    }
}

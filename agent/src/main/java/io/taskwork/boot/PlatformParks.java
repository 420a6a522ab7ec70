// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/**
 * Stands in {@code LockSupport} for the calls of {@code Unsafe.park} and {@code unpark}, which are
 * made for platform threads only: so virtual threads pay nothing for these run points.
 *
 * <p>The blocker is set when these are called, as {@link Places} needs it.
 */
public final class PlatformParks {
    private PlatformParks() {}

    /** In {@code LockSupport.park*}: as {@code VirtualThread.park}, see {@link RunPoints}. */
    public static void park(Unsafe unsafe, boolean isAbsolute, long time) {
        Object lock = Task.lockOf(Thread.currentThread());
        if (!RunPoints.beforePark(lock)) {
            unsafe.park(isAbsolute, time);
            RunPoints.afterPark(lock);
        }
    }

    /** In {@code LockSupport.unpark}. Any thread. */
    public static void unpark(Unsafe unsafe, Object thread) {
        unsafe.unpark(thread);
        RunPoints.afterUnpark((Thread) thread, Task.lockOf((Thread) thread));
    }
}

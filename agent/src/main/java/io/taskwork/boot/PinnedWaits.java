// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.misc.Unsafe;

/**
 * A virtual thread that holds on to its carrier in {@code Object.wait}: always before JDK 24, later
 * if something pins it.
 *
 * <p>The VM has parked the carrier in {@code ObjectMonitor::wait}. What {@code Thread.interrupt0}
 * does there is to unpark the OS thread, and that ends the wait, as a spurious wake-up: whether it
 * was an interrupt is decided by {@code Thread.interrupted}, a field that {@code interrupt0} leaves
 * alone. Wherever else the carrier may be by then, in a park, a sleep or at the entry of a monitor,
 * an unpark that comes for nothing is part of the game, and what waits there goes on waiting.
 */
final class PinnedWaits {
    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long CARRIER_THREAD = JdkFields.CARRIER_THREAD.offset();

    /** More calls than the JDK wants before it tailors a method handle, which defines a class. */
    private static final int WARM_UP = 300;

    private static final MethodHandle INTERRUPT_0 = find();

    /**
     * Not on Windows: there {@code JavaThread::interrupt} leaves an event set behind, which an
     * interruptible wait for a process would take for an interrupt.
     */
    private static final boolean POSSIBLE = !System.getProperty("os.name").startsWith("Windows");

    static {
        Thread probe = new Thread(null, null, "taskwork-probe", 0, false); // never started
        for (int i = 0; i < WARM_UP; i++) {
            interrupt0(probe);
        }
    }

    private PinnedWaits() {}

    /** Whether {@link #unpark} can end such a wait in this JVM. */
    static boolean canEnd() {
        return POSSIBLE;
    }

    /**
     * Ends the wait, if the thread is in it. It may be on its way in: then this comes too early and
     * is lost, for {@code ObjectMonitor::wait} starts by forgetting earlier unparks. Any thread.
     */
    static void unpark(Thread thread) {
        if (POSSIBLE) {
            Thread carrier = (Thread) U.getReferenceVolatile(thread, CARRIER_THREAD);
            if (carrier != null) {
                interrupt0(carrier);
            }
        }
    }

    private static void interrupt0(Thread carrier) {
        try {
            INTERRUPT_0.invokeExact(carrier);
        } catch (Throwable e) {
            throw new InternalError(e);
        }
    }

    private static MethodHandle find() {
        try {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findVirtual(Thread.class, "interrupt0", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new InternalError(e);
        }
    }
}

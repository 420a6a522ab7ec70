// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.Exchanger;
import jdk.internal.misc.Unsafe;

/**
 * Running works in {@link Exchanger#exchange}: a thread's node there is a thread local, one for all
 * exchangers, so a callback that exchanges something too would overwrite the one that waits.
 */
final class Exchanges {
    private static final ThreadLocal<Object> PARTICIPANT = participant();

    private Exchanges() {}

    static boolean runAtPark(Thread self, Task task, Target target) {
        Object node = PARTICIPANT.get();
        PARTICIPANT.remove(); // the next get makes a new one
        try {
            return Drain.atRunPoint(self, task, target, RunPoint.PARK);
        } finally {
            PARTICIPANT.set(node);
        }
    }

    @SuppressWarnings("unchecked")
    private static ThreadLocal<Object> participant() {
        Unsafe unsafe = Unsafe.getUnsafe();
        try {
            unsafe.ensureClassInitialized(Exchanger.class);
            var field = Exchanger.class.getDeclaredField("participant");
            return (ThreadLocal<Object>) unsafe.getReference(
                    unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field));
        } catch (NoSuchFieldException e) {
            throw new InternalError(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.Exchanger;
import jdk.internal.misc.Unsafe;

/**
 * Running works in {@link Exchanger#exchange}: a thread's node there is a thread local, so a
 * callback that exchanges something too would overwrite the one that waits. There is one thread
 * local for all exchangers or, in an older JDK, one for each.
 */
public final class Exchanges {
    private static final Unsafe U = Unsafe.getUnsafe();

    /** Null if each exchanger has its own, and then its offset. */
    private static final Object SHARED =
            JdkFields.PARTICIPANT.isStatic() ? JdkFields.PARTICIPANT.value() : null;

    private static final long OFFSET =
            JdkFields.PARTICIPANT.isStatic() ? 0L : JdkFields.PARTICIPANT.offset();

    private Exchanges() {}

    static boolean runAtPark(Thread self, Task task, Target target, Object exchanger) {
        ThreadLocal<Object> participant = participant(exchanger);
        Object node = participant.get();
        participant.remove(); // the next get makes a new one
        try {
            return Drain.atRunPoint(self, task, target, RunPoint.PARK);
        } finally {
            participant.set(node);
        }
    }

    /**
     * In {@code Exchanger}, for {@code Thread.yield}, which is a run point: the thread's node is in
     * the exchanger by then. It yields twice before it parks, so no more is lost than time.
     */
    public static void yield() {
        SpinLock.relax();
    }

    @SuppressWarnings("unchecked")
    private static ThreadLocal<Object> participant(Object exchanger) {
        return (ThreadLocal<Object>) (SHARED != null ? SHARED : U.getReference(exchanger, OFFSET));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.Exchanger;
import jdk.internal.misc.Unsafe;

/**
 * Runs works in {@link Exchanger#exchange}. A thread's node there is a thread local, and so a
 * callback that exchanges something as well would overwrite the node that waits. There is one
 * thread local for all exchangers or, in an older JDK, one for each.
 */
public final class Exchanges {
    private static final Unsafe U = Unsafe.getUnsafe();

    /**
     * The thread local that all exchangers share; null if each exchanger has its own, at {@link
     * #OFFSET}.
     */
    private static final Object SHARED =
            JdkFields.PARTICIPANT.isStatic() ? JdkFields.PARTICIPANT.value() : null;

    private static final long OFFSET =
            JdkFields.PARTICIPANT.isStatic() ? 0L : JdkFields.PARTICIPANT.offset();

    private Exchanges() {}

    static boolean runAtPark(Thread self, Slot slot, Target target, Object exchanger) {
        ThreadLocal<Object> participant = participant(exchanger);
        Object node = participant.get();
        participant.remove(); // the next get makes a new node
        try {
            return Drain.atRunPoint(self, slot, target, RunPoint.PARK);
        } finally {
            participant.set(node);
        }
    }

    /**
     * Called in {@code Exchanger} in place of {@code Thread.yield}, which is a run point, since the
     * thread's node is in the exchanger by then. An exchanger yields twice before it parks, so that
     * only time is lost.
     */
    @SuppressWarnings("NamedLikeContextualKeyword") // the name of what it stands for
    public static void yield() {
        SpinLock.relax();
    }

    @SuppressWarnings("unchecked")
    private static ThreadLocal<Object> participant(Object exchanger) {
        return (ThreadLocal<Object>) (SHARED != null ? SHARED : U.getReference(exchanger, OFFSET));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import io.taskwork.jdk.JdkMethods;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.Unsafe;
import sun.nio.ch.Interruptible;

/**
 * Puts aside what a thread keeps for the call that it is blocked in, while a drain runs works,
 * which may make calls of the same kind. docs/call-state.md says which state of a thread needs
 * this, and which does not.
 */
final class BlockedCall {
    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long NIO_BLOCKER = JdkFields.NIO_BLOCKER.offset();
    private static final JavaLangAccess ACCESS = SharedSecrets.getJavaLangAccess();

    private static final boolean HAS_POST_INTERRUPT = JdkMethods.POST_INTERRUPT.isThere();

    private BlockedCall() {}

    /** Called before the works. Drains do not nest, and so a target has room for one call. */
    static void putAside(Thread self, Slot slot, Target target) {
        target.callNode = slot.node();
        target.callPasses = target.passes;
        target.callBlocker = LockSupport.getBlocker(self);
        target.callScope = Scopes.head(self);
        putAsideNioBlocker(self, target);
    }

    /**
     * Called after the works, while run points are held, before the interrupt status is restored.
     */
    static void putBack(Thread self, Slot slot, Target target) {
        Object scope = target.callScope;
        target.callScope = null;
        Scopes.restore(self, scope);
        slot.setNode(target.callNode);
        target.callNode = null;
        target.passes = target.callPasses;
        Object blocker = target.callBlocker;
        if (blocker != null) {
            target.callBlocker = null;
            LockSupport.setCurrentBlocker(blocker);
        }
        putBackNioBlocker(target);
    }

    /**
     * Clears the NIO blocker. Only the thread itself writes it, under its interruptLock, for those
     * that interrupt it.
     */
    private static void putAsideNioBlocker(Thread self, Target target) {
        Object nioBlocker = U.getReference(self, NIO_BLOCKER);
        if (nioBlocker != null) {
            target.callNioBlocker = nioBlocker;
            ACCESS.blockedOn(null);
        }
    }

    private static void putBackNioBlocker(Target target) {
        if (target.callNioBlocker != null) {
            ACCESS.blockedOn((Interruptible) target.callNioBlocker);
        }
    }

    /**
     * Called after the interrupt status is restored. Tells the blocker of an interrupt that came
     * while there was no blocker, as {@code AbstractInterruptibleChannel.begin} does.
     */
    static void honourInterrupt(Thread self, Target target) {
        Interruptible blocker = (Interruptible) target.callNioBlocker;
        if (blocker == null) {
            return;
        }
        target.callNioBlocker = null;
        if (Threads.isInterrupted(self)) {
            try {
                blocker.interrupt(self);
                if (HAS_POST_INTERRUPT) {
                    blocker.postInterrupt();
                }
            } catch (RuntimeException e) {
                Drain.report(self, null, e); // from closing a channel that is not the JDK's
            }
        }
    }
}

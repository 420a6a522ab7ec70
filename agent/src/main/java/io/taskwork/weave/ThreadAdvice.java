// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.Interrupts;
import io.taskwork.boot.RunPoints;
import net.bytebuddy.asm.Advice;

/** Woven into {@code java.lang.Thread}. */
final class ThreadAdvice {
    private ThreadAdvice() {}

    /** {@code exit()}: called by the VM on a platform thread that ends, before {@code join}. */
    static final class Exit {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("interruptLock") Object lock) {
            RunPoints.atExit(lock);
        }
    }

    /** {@code interrupt()}, of {@code VirtualThread} as well. */
    static final class Interrupt {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object thread, @Advice.FieldValue("interruptLock") Object lock) {
            Interrupts.interrupting((Thread) thread, lock);
        }

        @Advice.OnMethodExit(backupArguments = false)
        static void exit(
                @Advice.This Object thread, @Advice.FieldValue("interruptLock") Object lock) {
            Interrupts.interrupted((Thread) thread, lock);
        }
    }
}

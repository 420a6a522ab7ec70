// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.MonitorWaits;
import net.bytebuddy.asm.Advice;

/** Woven into {@code java.lang.Object}. */
final class ObjectAdvice {
    private ObjectAdvice() {}

    /** Woven into {@code wait(long)}, through which every {@code wait} goes. */
    static final class Wait {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Object monitor, @Advice.Argument(0) long millis) {
            return MonitorWaits.beforeWait(monitor, millis);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.This Object monitor, @Advice.Thrown Throwable thrown) {
            MonitorWaits.afterWait(monitor, thrown);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.RunPoints;
import net.bytebuddy.asm.Advice;

/** Woven into {@code jdk.internal.vm.StackableScope}. */
final class StackableScopeAdvice {
    private StackableScopeAdvice() {}

    /** Woven into {@code popAll()}. */
    static final class PopAll {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void exit() {
            RunPoints.afterPopAll();
        }
    }
}

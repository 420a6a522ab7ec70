// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.SelectorCloses;
import net.bytebuddy.asm.Advice;

/** Woven into {@code sun.nio.ch.SelectorImpl}, the superclass of all selectors of the JDK. */
final class SelectorAdvice {
    private SelectorAdvice() {}

    /** Woven into {@code implCloseSelector()}. */
    static final class Close {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Object selector) {
            return SelectorCloses.beforeClose(selector);
        }
    }

    /**
     * Woven into {@code lockAndDoSelect(Consumer, long)}, through which all selection operations
     * go.
     */
    static final class Select {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.This Object selector) {
            SelectorCloses.afterSelect(selector);
        }
    }
}

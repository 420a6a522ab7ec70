// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.SelectorCloses;
import net.bytebuddy.asm.Advice;

/** Woven into {@code sun.nio.ch.SelectorImpl}, the superclass of all selectors of the JDK. */
final class SelectorAdvice {
    private SelectorAdvice() {}

    /** {@code implCloseSelector()}. */
    static final class Close {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Object selector) {
            return SelectorCloses.beforeClose(selector);
        }
    }

    /** {@code lockAndDoSelect(Consumer, long)}: all selection operations. */
    static final class Select {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.This Object selector) {
            SelectorCloses.afterSelect(selector);
        }
    }
}

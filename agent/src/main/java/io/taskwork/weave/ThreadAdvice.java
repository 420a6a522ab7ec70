// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.Interrupts;
import io.taskwork.boot.Joins;
import io.taskwork.boot.RunPoints;
import net.bytebuddy.asm.Advice;

/** Woven into {@code java.lang.Thread}. */
final class ThreadAdvice {
    private ThreadAdvice() {}

    /**
     * Woven into {@code exit()}, which the VM calls on a platform thread that ends, before {@code
     * join} returns.
     */
    static final class Exit {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("interruptLock") Object lock) {
            RunPoints.atExit(lock);
        }
    }

    /** Woven into {@code runWith(Object, Runnable)}, which runs the thread's own code. */
    static final class RunWith {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("interruptLock") Object lock) {
            RunPoints.atRunWith(lock);
        }
    }

    /** Woven into {@code join(long)}. */
    static final class Join {
        @Advice.OnMethodEnter
        @SuppressWarnings("UnusedVariable") // the exit reads it
        static long enter(
                @Advice.This Object thread,
                @Advice.Argument(0) long millis,
                @Advice.Local("outer") Object outer) {
            outer = Joins.enter((Thread) thread);
            return Joins.deadline(millis);
        }

        @Advice.OnMethodExit(
                onThrowable = Throwable.class,
                repeatOn = Advice.OnNonDefaultValue.class,
                backupArguments = false)
        static boolean exit(
                @Advice.Argument(value = 0, readOnly = false) long millis,
                @Advice.Enter long deadline,
                @Advice.Local("outer") Object outer,
                @Advice.Thrown(readOnly = false) Throwable thrown) {
            if (Joins.isRestart(thrown)) {
                thrown = null;
                millis = Joins.runAndTimeLeft(deadline);
                if (millis >= 0L) {
                    return true;
                }
            }
            Joins.leave(outer);
            return false;
        }
    }

    /** Woven into {@code interrupt()}, and into that of {@code VirtualThread}. */
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

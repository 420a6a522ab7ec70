// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.Interrupts;
import io.taskwork.boot.RunPoints;
import net.bytebuddy.asm.Advice;

/**
 * Woven into {@code java.lang.VirtualThread}. No advice keeps copies of a method's arguments, since
 * they would be in the frames of every parked thread. For the same reason {@code park} and {@code
 * parkNanos} have a {@link Guard}.
 */
final class VirtualThreadAdvice {
    private VirtualThreadAdvice() {}

    /** Woven into {@code tryYield}. */
    static final class Yield {
        @Advice.OnMethodExit(backupArguments = false)
        static void exit(@Advice.FieldValue("interruptLock") Object lock) {
            RunPoints.afterYield(lock);
        }
    }

    /**
     * Woven into {@code run(Runnable)}, which spans the whole life of the thread: mounted, before
     * it is terminated.
     */
    static final class Run {
        /** Needed, for example, if the uncaught-exception handler threw. */
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.FieldValue("interruptLock") Object lock) {
            RunPoints.atExit(lock);
        }
    }

    /**
     * Woven into {@code afterDone(boolean)}, which is reached without {@code run} if {@code start}
     * failed.
     */
    static final class Done {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object thread, @Advice.FieldValue("interruptLock") Object lock) {
            RunPoints.afterDone((Thread) thread, lock);
        }
    }

    /** Woven into {@code unpark(boolean)}, through which every unpark goes. */
    static final class Unpark {
        @Advice.OnMethodExit(backupArguments = false)
        static void exit(
                @Advice.This Object thread, @Advice.FieldValue("interruptLock") Object lock) {
            RunPoints.afterUnpark((Thread) thread, lock);
        }
    }

    /** Woven into {@code getAndClearInterrupt()}. */
    static final class ClearInterrupt {
        @Advice.OnMethodExit(backupArguments = false)
        static void exit(
                @Advice.FieldValue("interruptLock") Object lock,
                @Advice.Return boolean interrupted) {
            if (interrupted) {
                Interrupts.consumed(lock);
            }
        }
    }
}

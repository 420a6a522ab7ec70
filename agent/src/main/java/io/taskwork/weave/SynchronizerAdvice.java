// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.boot.Acquires;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Woven into {@code AbstractQueuedSynchronizer}, {@code AbstractQueuedLongSynchronizer} and classes
 * nested in them. The reasoning is in {@link Acquires}.
 */
final class SynchronizerAdvice {
    private SynchronizerAdvice() {}

    /**
     * Woven into {@code acquire(Node, arg, shared, interruptible, timed, time)}, where the time is
     * absolute.
     */
    static final class Acquire {
        @Advice.OnMethodEnter
        static Object enter(
                @Advice.This Object sync,
                @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC)
                        Object node) {
            node = Acquires.reacquiring(sync, node);
            return Acquires.enter(sync, node);
        }

        @Advice.OnMethodExit(
                onThrowable = Throwable.class,
                repeatOn = Advice.OnNonDefaultValue.class,
                backupArguments = false)
        static boolean exit(
                @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC)
                        Object node,
                @Advice.Enter Object outer,
                @Advice.Thrown(readOnly = false) Throwable thrown) {
            if (Acquires.isRestart(thrown)) {
                node = null;
                thrown = null;
                return true;
            }
            Acquires.leave(outer);
            return false;
        }
    }

    /**
     * Woven into the constructors of {@code acquire}'s nodes. The parameter is an object, since
     * their class is private.
     */
    static final class NodeCreated {
        @Advice.OnMethodExit(backupArguments = false)
        static void exit(@Advice.This Object node) {
            Acquires.created(node);
        }
    }

    /** Woven into the constructor of {@code ConditionNode}. */
    static final class ConditionNodeCreated {
        @Advice.OnMethodExit(backupArguments = false)
        static void exit(@Advice.This Object node) {
            Acquires.createdForCondition(node);
        }
    }

    /** Woven into {@code ConditionObject.canReacquire(ConditionNode)}. */
    static final class CanReacquire {
        @Advice.OnMethodExit(backupArguments = false)
        static void exit(
                @Advice.This Object condition,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object node,
                @Advice.Return(readOnly = false) boolean can) {
            if (can) {
                Acquires.signalled(condition);
            } else {
                can = Acquires.wasPassed(condition, node);
            }
        }
    }
}

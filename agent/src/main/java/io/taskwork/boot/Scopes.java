// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.StackableScope;

/**
 * The scopes that are open on a thread: each must be closed before the one around it. One that a
 * callback opens and leaves open, as of a {@code StructuredTaskScope}, would fail the thread's own
 * code when that closes its scope.
 */
final class Scopes {
    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long HEAD = JdkFields.HEAD_STACKABLE_SCOPES.offset();
    private static final long PREVIOUS = JdkFields.SCOPE_PREVIOUS.offset();

    private Scopes() {}

    /** The innermost one, or null. Only the thread itself changes it. */
    static Object head(Thread self) {
        return U.getReference(self, HEAD);
    }

    /**
     * Closes what callbacks left open, which waits for the threads in there, as {@code
     * ScopedValueContainer.run} does at the end of an operation.
     */
    static void restore(Thread self, Object head) {
        Object inner = innerNeighbour(self, head);
        if (inner == null) {
            return;
        }
        try {
            StackableScope fence = new Fence();
            U.putReferenceVolatile(fence, PREVIOUS, head);
            U.putReferenceVolatile(inner, PREVIOUS, fence);
            fence.popForcefully();
            throw new IllegalStateException("a callback left a scope open");
        } catch (Throwable e) { // also of the close of a scope
            Drain.report(self, null, e);
        }
    }

    /**
     * The one that was opened next, after the head of then. Null if none was, or if the head of
     * then is gone: a callback may close the thread's own scope.
     */
    private static Object innerNeighbour(Thread self, Object head) {
        Object inner = null;
        Object scope = head(self);
        while (scope != head && scope != null) {
            inner = scope;
            scope = U.getReference(scope, PREVIOUS);
        }
        return scope == head ? inner : null;
    }

    /** In between, what is inside it can be closed without a change to what is outside. */
    private static final class Fence extends StackableScope {}
}

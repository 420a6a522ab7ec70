// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.StackableScope;

/**
 * Closes the scopes that callbacks leave open. Each scope on a thread must be closed before the one
 * around it. If a callback left one open, for example of a {@code StructuredTaskScope}, the
 * thread's own code would fail when it closes its scope.
 */
final class Scopes {
    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long HEAD = JdkFields.HEAD_STACKABLE_SCOPES.offset();
    private static final long PREVIOUS = JdkFields.SCOPE_PREVIOUS.offset();

    private Scopes() {}

    /** Returns the innermost scope, or null. Only the thread itself changes it. */
    static Object head(Thread self) {
        return U.getReference(self, HEAD);
    }

    /**
     * Closes what callbacks left open, and waits for the threads in there, as {@code
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
        } catch (Throwable e) { // also thrown by the close of a scope
            Drain.report(self, null, e);
        }
    }

    /**
     * Returns the scope that was opened first after the given head. Returns null if there is none,
     * or if that head is gone, since a callback may close the thread's own scope.
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

    /**
     * A scope in between, so that what is inside it can be closed without changing what is outside.
     */
    private static final class Fence extends StackableScope {}
}

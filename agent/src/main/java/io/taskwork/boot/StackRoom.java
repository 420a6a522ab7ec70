// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.vm.annotation.DontInline;

/**
 * Overflows the stack, if it is nearly full, before something begins that must not end half way.
 * {@code @ReservedStackAccess} would not do: it puts the error off to the end of the method, where
 * it replaces what the method returns.
 */
final class StackRoom {
    /** Frames of {@link #probe}: far more than any of the guarded sections uses. */
    private static final int FRAMES = 6;

    private StackRoom() {}

    /** Throws {@link StackOverflowError} if there is not enough room. */
    static void require() {
        probe(FRAMES, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    /** The parameters make frames large in compiled code, too: they are all used after the call. */
    @DontInline
    private static long probe(
            int n, long a, long b, long c, long d, long e, long f, long g, long h) {
        return n == 0 ? a : probe(n - 1, b, c, d, e, f, g, h, a) + a + b + c + d + e + f + g + h;
    }
}

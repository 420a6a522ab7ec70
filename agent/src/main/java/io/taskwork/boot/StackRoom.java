// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.vm.annotation.DontInline;

/**
 * Overflows the stack, if it is nearly full, before something begins that must not end half way.
 * {@code @ReservedStackAccess} would not do: it puts the error off to the end of the method, where
 * it replaces what the method returns.
 */
final class StackRoom {
    /**
     * Frames of {@link #probe}, of about 400 bytes compiled and more interpreted: together far more
     * than any of the guarded sections uses.
     */
    private static final int FRAMES = 3;

    /** For a section that makes a virtual thread ready: through its scheduler's queue. */
    private static final int WAKE_FRAMES = 8;

    /** For a section that goes through an executor of the JDK, or the API's method handles. */
    private static final int MANY_FRAMES = 64;

    /** Values that the compiler cannot know. */
    private static final long[] VALUES = new long[40];

    private StackRoom() {}

    /**
     * Throws {@link StackOverflowError} if there is not enough room.
     *
     * @param count any number that changes with every call of the caller
     */
    static void require(int count) {
        probe(FRAMES, count);
    }

    /** As {@link #require}, for an unpark. */
    static void requireForWake(int count) {
        probe(WAKE_FRAMES, count);
    }

    /** As {@link #require}, for a section that calls the JDK, and that deeply. */
    static void requireMuch(int count) {
        probe(MANY_FRAMES, count);
    }

    /**
     * A frame is as large as its rarest path needs: one on which many values outlive a call. That
     * path is taken now and then, or the compiler would leave it out; the usual one touches nothing
     * of the frame, so it costs a few nanoseconds.
     */
    @DontInline
    private static long probe(int frames, int count) {
        if (frames == 0) {
            return count;
        }
        if ((count & 63) != 0) {
            return probe(frames - 1, count);
        }
        long[] v = VALUES;
        long a0 = v[0], a1 = v[1], a2 = v[2], a3 = v[3], a4 = v[4], a5 = v[5], a6 = v[6];
        long b0 = v[7], b1 = v[8], b2 = v[9], b3 = v[10], b4 = v[11], b5 = v[12], b6 = v[13];
        long c0 = v[14], c1 = v[15], c2 = v[16], c3 = v[17], c4 = v[18], c5 = v[19], c6 = v[20];
        long d0 = v[21], d1 = v[22], d2 = v[23], d3 = v[24], d4 = v[25], d5 = v[26], d6 = v[27];
        long e0 = v[28], e1 = v[29], e2 = v[30], e3 = v[31], e4 = v[32], e5 = v[33], e6 = v[34];
        return probe(frames - 1, count)
                + a0 + a1 + a2 + a3 + a4 + a5 + a6 + b0 + b1 + b2 + b3 + b4 + b5 + b6
                + c0 + c1 + c2 + c3 + c4 + c5 + c6 + d0 + d1 + d2 + d3 + d4 + d5 + d6
                + e0 + e1 + e2 + e3 + e4 + e5 + e6;
    }
}

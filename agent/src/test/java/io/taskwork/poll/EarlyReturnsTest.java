// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static io.taskwork.poll.WovenLoops.call;
import static io.taskwork.poll.WovenLoops.methods;
import static io.taskwork.poll.WovenLoops.polls;
import static io.taskwork.poll.WovenLoops.woven;
import static io.taskwork.poll.WovenLoops.wovenWithout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recursions: calls that return at once do not poll, and all others do. */
class EarlyReturnsTest {
    private static final int DEPTH = 12;

    /** The number of calls in a tree of that depth that do not return at once. */
    private static final int INNER = (1 << DEPTH) - 1;

    /** Recursions in which each call makes two, down to 0. */
    @SuppressWarnings("unused")
    public static final class Trees {
        private Trees() {}

        public static long byIf(int[] a, int n) {
            if (n == 0) {
                return 1;
            }
            return byIf(a, n - 1) + byIf(a, n - 1);
        }

        public static long byChoice(int[] a, int n) {
            return n < 1 ? n + 1 : byChoice(a, n - 1) + byChoice(a, n - 1);
        }

        public static long byTwoConditions(int[] a, int n) {
            if (n > 100 || n < 1) {
                return Math.max(n, 1);
            }
            return byTwoConditions(a, n - 1) + byTwoConditions(a, n - 1);
        }

        public static long byTwoReturns(int[] a, int n) {
            if (n > 100) {
                return 7;
            }
            if (n == 0) {
                return 1;
            }
            return byTwoReturns(a, n - 1) + byTwoReturns(a, n - 1);
        }
    }

    /** Similar recursions, where the poll must stand at the entry, so that each call has one. */
    @SuppressWarnings("unused")
    public static final class Others {
        private Others() {}

        public static long callsBefore(int[] a, int n) {
            if (n == 0 || callsBefore(a, n - 1) + callsBefore(a, n - 1) > 0) {
                return n + 1;
            }
            return 7;
        }

        public static long comesBack(int[] a, int n) {
            int left = n;
            while (true) {
                if (left == 0) {
                    return 1;
                }
                return comesBack(a, --left) + comesBack(a, left);
            }
        }

        public static long catches(int[] a, int n) {
            try {
                if (1 / n == 2) {
                    return 1;
                }
            } catch (ArithmeticException e) {
                return 1;
            }
            return catches(a, n - 1) + catches(a, n - 1);
        }
    }

    private static Class<?> trees;
    private static Class<?> others;

    @BeforeAll
    static void weave() throws Exception {
        trees = woven(Trees.class);
        others = woven(Others.class);
    }

    @Test
    void theyComputeWhatTheyDid() throws Exception {
        for (String method : methods(Trees.class)) {
            assertEquals(call(Trees.class, method, null, DEPTH),
                    call(trees, method, null, DEPTH), method);
        }
        for (String method : methods(Others.class)) {
            assertEquals(call(Others.class, method, null, DEPTH),
                    call(others, method, null, DEPTH), method);
        }
    }

    @Test
    void callsThatReturnAtOnceDoNotPoll() throws Exception {
        for (String method : methods(Trees.class)) {
            assertEquals(INNER, polls(trees, method, DEPTH), method);
        }
    }

    @Test
    void allOthersDo() throws Exception {
        assertEquals(2 * INNER + 1, polls(others, "callsBefore", DEPTH));
        assertEquals(2 * INNER + 1, polls(others, "catches", DEPTH));
        assertTrue(polls(others, "comesBack", DEPTH) >= INNER);
    }

    /** The weakened twin does not see calls before the return. */
    @Test
    void aCallBeforeTheReturnIsFound() throws Exception {
        Class<?> weak = wovenWithout("Recorder$Instruction", "takesLong", Others.class);
        assertEquals(0, polls(weak, "callsBefore", DEPTH));
    }
}

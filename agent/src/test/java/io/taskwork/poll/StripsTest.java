// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static io.taskwork.poll.WovenLoops.call;
import static io.taskwork.poll.WovenLoops.methods;
import static io.taskwork.poll.WovenLoops.numbers;
import static io.taskwork.poll.WovenLoops.polls;
import static io.taskwork.poll.WovenLoops.woven;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counted loops compute what they did, and poll as often as they must. */
class StripsTest {
    /** Loops that get strips; the array is as long as {@code n}, or a little longer. */
    @SuppressWarnings("unused")
    public static final class Counted {
        private static int field = 3;

        private Counted() {}

        public static long sum(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i];
            }
            return sum;
        }

        public static long eachOf(int[] a, int n) {
            int sum = 0;
            for (int x : a) {
                sum = sum * 31 + x;
            }
            return sum;
        }

        public static long withBound(int[] a, int n) {
            long product = 1;
            for (int i = 1; i < n; i++) {
                product *= a[i] | 1;
            }
            return product;
        }

        public static long toAConstant(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < 10_000; i++) {
                sum += i ^ n;
            }
            return sum;
        }

        public static long branches(int[] a, int n) {
            long sum = 0;
            double other = 1;
            for (int i = 0; i < n; i++) {
                if (a[i] % 3 == 0) {
                    continue;
                }
                int k = a[i] < 7 ? field : 2;
                if (k > 100) {
                    sum -= k;
                } else {
                    other += k;
                }
                sum += a[i] * k;
            }
            return sum + (long) other;
        }

        public static long callsQuickly(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Math.max(a[i], 3);
            }
            return sum;
        }

        public static long leaves(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a[i];
                if (sum > 1_000_000_000_000L) {
                    break;
                }
                if (sum < -1_000_000_000_000L) {
                    return -1;
                }
            }
            return sum;
        }

        public static long nearTheEnd(int[] a, int n) {
            long sum = 0;
            for (int i = Integer.MAX_VALUE - n; i < Integer.MAX_VALUE; i++) {
                sum += i;
            }
            return sum;
        }

        public static long fromTheOtherEnd(int[] a, int n) {
            long sum = 0;
            int to = Integer.MIN_VALUE + n;
            for (int i = Integer.MIN_VALUE; i < to; i++) {
                sum += i;
            }
            return sum;
        }

        public static long fails(int[] a, int n) {
            long sum = 0;
            try {
                for (int i = 0; i < n; i++) {
                    sum++;
                }
                for (int i = 0, end = n + 1_000; i < end; i++) {
                    sum += a[i];
                }
            } catch (ArrayIndexOutOfBoundsException e) {
                return sum;
            }
            return -1;
        }

        public static long twoInOne(int[] a, int n) {
            long sum = 0;
            for (int k = 0; k < 2; k++) {
                int m = n;
                for (int i = 0; i < m; i++) {
                    sum += a[i] * (long) k;
                }
            }
            return sum;
        }
    }

    /** Loops that get no strips, since the bound or the variable may change. */
    @SuppressWarnings("unused")
    public static final class Others {
        private Others() {}

        public static long changesTheBound(int[] a, int n) {
            int end = 2 * n;
            long sum = 0;
            for (int i = 0; i < end; i++) {
                end--;
                sum += i;
            }
            return sum;
        }

        public static long changesTheVariable(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < 2 * n; i++) {
                sum += i;
                if (i % 64 == 1) {
                    i -= 1;
                    i++;
                }
            }
            return sum;
        }

    }

    private static Class<?> counted;
    private static Class<?> others;

    @BeforeAll
    static void weave() throws Exception {
        counted = woven(Counted.class);
        others = woven(Others.class);
    }

    @Test
    void theyComputeWhatTheyDid() throws Exception {
        for (int n : new int[] {0, 1, 2, Strips.LENGTH - 1, Strips.LENGTH, Strips.LENGTH + 1,
            2 * Strips.LENGTH, 2 * Strips.LENGTH + 1, 30_000}) {
            for (Class<?> type : new Class<?>[] {Counted.class, Others.class}) {
                for (String method : methods(type)) {
                    if (n < 2 && method.equals("withBound")) {
                        continue;
                    }
                    assertEquals(call(type, method, numbers(n), n),
                            call(type == Counted.class ? counted : others, method, numbers(n), n),
                            method + " of " + n);
                }
            }
        }
    }

    /**
     * The bound of the worst case holds: without a poll a loop has no more turns than a strip. After
     * its last strip it has none.
     */
    @Test
    void aPollBetweenTwoStrips() throws Exception {
        int n = 10 * Strips.LENGTH;
        for (String method : methods(Counted.class)) {
            int polls = polls(counted, method, n);
            int loops = method.equals("twoInOne") || method.equals("fails") ? 2 : 1;
            int turns = method.equals("toAConstant") ? 10_000 : n;
            int least = loops * ((turns - 1) / Strips.LENGTH);
            assertTrue(polls >= least && polls <= least + 3, method + ": " + polls);
        }
    }

    @Test
    void whatIsThrownComesOut() {
        assertTrue(assertThrows(InvocationTargetException.class,
                () -> call(counted, "withBound", numbers(5_000), 5_001)).getCause()
                instanceof ArrayIndexOutOfBoundsException);
    }

    /** The weakened twin does not look for stores to the bound. */
    @Test
    void aBoundThatChangesIsFound() throws Exception {
        Class<?> weak = WovenLoops.wovenWithout("CountedLoops", "stores", Others.class);
        int n = 2 * Strips.LENGTH + 100; // which ends in the middle of a strip
        assertTrue(polls(weak, "changesTheBound", n) < 10);
        assertNotEquals(call(Others.class, "changesTheBound", numbers(n), n),
                call(weak, "changesTheBound", numbers(n), n));
    }
}

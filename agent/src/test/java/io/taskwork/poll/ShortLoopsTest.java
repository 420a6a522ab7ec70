// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static io.taskwork.poll.WovenLoops.call;
import static io.taskwork.poll.WovenLoops.methods;
import static io.taskwork.poll.WovenLoops.numbers;
import static io.taskwork.poll.WovenLoops.polls;
import static io.taskwork.poll.WovenLoops.woven;
import static io.taskwork.poll.WovenLoops.wovenWithout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Other loops than counted ones: they compute what they did, and poll as often as they must. */
class ShortLoopsTest {
    /** Loops in which nothing takes long: they poll at their first turn, and then seldom. */
    @SuppressWarnings("unused")
    public static final class ShortOnes {
        private static final String TEXT = "words, and more words; ".repeat(2_000);

        private ShortOnes() {}

        public static long byTwo(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < 2 * n; i += 2) {
                sum += i;
            }
            return sum;
        }

        public static long down(int[] a, int n) {
            long sum = 0;
            for (int i = n; i > 0; i--) {
                sum += i;
            }
            return sum;
        }

        public static long byLong(int[] a, int n) {
            long sum = 0;
            double other = 0.5;
            for (long i = 0; i < n; i++) {
                sum += i;
                other += sum;
            }
            return sum + (long) other;
        }

        public static long letters(int[] a, int n) {
            int letters = 0;
            int i = 0;
            while (i < TEXT.length() && i < n) {
                if (!Character.isLetter(TEXT.charAt(i++))) {
                    continue;
                }
                letters++;
            }
            return letters;
        }

        public static long nested(int[] a, int n) {
            long sum = 0;
            int i = 0;
            while (i < n) {
                int end = Math.min(n, i + 7);
                while (i < end) {
                    sum += a[i++]; // not at the end, and so it is no counted loop
                }
                if (sum % 2 == 0) {
                    sum++;
                }
            }
            return sum;
        }

        public static long inTry(int[] a, int n) {
            long sum = 0;
            try {
                for (int i = n - 1; ; i--) {
                    sum += a[i];
                }
            } catch (ArrayIndexOutOfBoundsException e) {
                return sum;
            }
        }

        public static long inSynchronized(int[] a, int n) {
            long sum = 0;
            synchronized (a) {
                for (int i = n; i > 0; i--) {
                    sum ^= i;
                }
            }
            return sum;
        }

        public static long aroundAFewTurns(int[] a, int n) {
            long sum = 0;
            for (int k = n; k > 0; k--) {
                for (int i = 0; i < 8; i++) {
                    sum += i * k;
                }
            }
            return sum;
        }
    }

    /** Loops in which something may take long: they poll at each turn. */
    @SuppressWarnings("unused")
    public static final class LongOnes {
        private LongOnes() {}

        public static long otherArray(int[] a, int n) {
            int[] b = a;
            long sum = 0;
            for (int i = 0; i < b.length; i++) {
                b = i % 2 == 0 ? a.length > 0 ? a : new int[0] : a;
                sum += b[i];
            }
            return sum;
        }

        public static long allocates(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += new int[i & 7].length;
            }
            return sum;
        }

        public static long calls(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Integer.toString(i).length();
            }
            return sum;
        }

        public static long catches(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                try {
                    sum += a[i] / (i % 5);
                } catch (ArithmeticException e) {
                    sum--;
                }
            }
            return sum;
        }

        public static long aroundAStrip(int[] a, int n) {
            long sum = 0;
            int[] few = new int[50];
            for (int k = n; k > 0; k--) {
                for (int i = 0; i < few.length; i++) {
                    sum += few[i] + k;
                }
            }
            return sum;
        }

        /** The inner loop alone is short. */
        public static long aroundAShortOne(int[] a, int n) {
            long sum = 0;
            for (int k = n; k > 0; k--) {
                for (int i = 3; i > 0; i--) {
                    sum += i;
                }
                sum += Integer.toString(k).length();
            }
            return sum;
        }

        public static long testsAtItsEnd(int[] a, int n) {
            long sum = 0;
            int i = 0;
            do {
                sum += i;
            } while (++i < n);
            return sum;
        }
    }

    /** Loops that are over after a few turns: they do not poll. */
    @SuppressWarnings("unused")
    public static final class Few {
        private Few() {}

        public static long eight(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += i * n;
            }
            return sum;
        }

        public static long none(int[] a, int n) {
            long sum = 1;
            for (int i = 5; i < 5; i++) {
                sum += i * n;
            }
            return sum;
        }
    }

    /** Loops that look like those, but are not over so soon. */
    @SuppressWarnings("unused")
    public static final class NotFew {
        private NotFew() {}

        public static long fromFarBelow(int[] a, int n) {
            long sum = 0;
            for (int i = -100_000; i < 8; i++) {
                sum += i;
            }
            return sum;
        }

        public static long fromAnywhere(int[] a, int n) {
            long sum = 0;
            for (int i = n < 10 ? 0 : -10 * n; i < 8; i++) {
                sum += i;
            }
            return sum;
        }

        public static long entered(int[] a, int n) {
            long sum = 0;
            int i = -10 * n;
            while (true) {
                for (; i < 8; i++) {
                    sum += i;
                }
                if (sum != 7) {
                    return sum;
                }
                i = 0;
            }
        }
    }

    private static Class<?> shortLoops;
    private static Class<?> longLoops;
    private static Class<?> notFew;

    @BeforeAll
    static void weave() throws Exception {
        shortLoops = woven(ShortOnes.class);
        longLoops = woven(LongOnes.class);
        notFew = woven(NotFew.class);
    }

    @Test
    void theyComputeWhatTheyDid() throws Exception {
        for (int n : new int[] {1, 2, 1_023, 1_024, 1_025, 5_000, 30_000}) {
            same(ShortOnes.class, shortLoops, n);
            same(LongOnes.class, longLoops, n);
            same(NotFew.class, notFew, n);
        }
    }

    private static void same(Class<?> plain, Class<?> woven, int n) throws Exception {
        for (String method : methods(plain)) {
            assertEquals(call(plain, method, numbers(n), n), call(woven, method, numbers(n), n),
                    method + " of " + n);
        }
    }

    @Test
    void theFirstTurnOfAShortOnePollsAndThenFew() throws Exception {
        for (String method : methods(ShortOnes.class)) {
            assertEquals(1, polls(shortLoops, method, 3), method);
            int polls = polls(shortLoops, method, 100 * Countdown.TURNS);
            // The text is shorter; and the inner turns of nested loops count as well.
            int least = method.equals("letters") ? ShortOnes.TEXT.length() / Countdown.TURNS : 99;
            assertTrue(polls >= least && polls <= least + 17, method + ": " + polls);
        }
    }

    @Test
    void aPollInEachTurnOfALongOne() throws Exception {
        int n = 8_000;
        for (String method : methods(LongOnes.class)) {
            assertTrue(polls(longLoops, method, n) >= n - 1, method);
        }
    }

    @Test
    void noPollInAFewTurns() throws Exception {
        assertEquals(0, PollWeaver.weave(WovenLoops.classFile(Few.class.getName())).polls());
        for (String method : methods(NotFew.class)) {
            assertTrue(polls(notFew, method, 20_000) >= 20, method);
        }
    }

    /** The weakened twin: it does not look for what takes long. */
    @Test
    void whatTakesLongIsFound() throws Exception {
        Class<?> weak = wovenWithout("Recorder$Instruction", "takesLong", LongOnes.class);
        assertTrue(polls(weak, "calls", 8_000) < 100);
    }
}

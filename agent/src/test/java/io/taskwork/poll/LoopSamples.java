// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

/** The loops of {@link ShortLoopsTest}, sorted by how often they poll. */
final class LoopSamples {
    private LoopSamples() {}

    /** Loops in which nothing takes long: they poll at their first turn, and then seldom. */
    @SuppressWarnings("unused")
    public static final class ShortOnes {
        static final String TEXT = "words, and more words; ".repeat(2_000);

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

    /** Other short loops: more than one jump leads back to the head, or one that is conditional. */
    @SuppressWarnings("unused")
    public static final class Branched {
        private Branched() {}

        public static long testsAtItsEnd(int[] a, int n) {
            long sum = 0;
            int i = 0;
            do {
                sum += i;
            } while (++i < n);
            return sum;
        }

        public static long endsWithIf(int[] a, int n) {
            long sum = 0;
            int i = 0;
            while (i < n) {
                sum += a[i++];
                if (sum % 3 == 0) {
                    sum++;
                }
            }
            return sum;
        }

        public static long goesOnEarly(int[] a, int n) {
            long sum = 0;
            for (int i = n; i > 0;) {
                if (i-- % 5 == 1) {
                    continue;
                }
                if (a[i] > 3 && a[i] < 9) {
                    sum += i;
                } else if (a[i] == 3) {
                    sum ^= i;
                }
            }
            return sum;
        }

        public static long aroundShortOnes(int[] a, int n) {
            long sum = 0;
            int i = 0;
            int k = n - 1;
            while (i <= k) {
                while (a[i] < 5 && i < k) {
                    i++;
                }
                while (a[k] > 5 && k > i) {
                    k--;
                }
                i++;
                if (i <= k) {
                    sum += a[i] - a[k];
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

        /** Only the inner loop is short. */
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

        public static long callsAndEndsWithIf(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n;) {
                sum += Integer.toString(i++).length();
                if (sum % 3 == 0) {
                    sum++;
                }
            }
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

    /** Loops that look like those above, but are not over so soon. */
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
}

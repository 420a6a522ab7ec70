// SPDX-License-Identifier: Apache-2.0
package com.acme.compute;

/** Loops of a few instructions, and a method of a few that calls itself. */
public final class Loops {
    private Loops() {}

    public static long sum(int[] numbers) {
        long sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += numbers[i];
        }
        return sum;
    }

    /** Adds the second array to the first. */
    public static void add(int[] to, int[] numbers) {
        for (int i = 0; i < to.length; i++) {
            to[i] += numbers[i];
        }
    }

    public static int hash(byte[] bytes) {
        int hash = 0;
        for (byte b : bytes) {
            hash = 31 * hash + b;
        }
        return hash;
    }

    /** Sums downwards, which the weaver does not take for a counted loop. */
    public static long sumDown(int[] numbers) {
        long sum = 0;
        for (int i = numbers.length - 1; i >= 0; i--) {
            sum += numbers[i];
        }
        return sum;
    }

    /** Returns the index of the number in the sorted array, or -1. */
    public static int find(int[] sorted, int number) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < number) {
                low = middle + 1;
            } else if (sorted[middle] > number) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** Loops up to a small constant, so that the compiler unrolls the loop. */
    public static int dot(int[] a, int[] b, int at) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += a[at + i] * b[at + i];
        }
        return sum;
    }

    public static int fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }
}

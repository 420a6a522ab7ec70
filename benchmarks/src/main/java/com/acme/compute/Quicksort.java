// SPDX-License-Identifier: Apache-2.0
package com.acme.compute;

/** Hoare's quicksort, down to single elements. */
public final class Quicksort {
    private Quicksort() {}

    /** Sorts the whole array. */
    public static void sort(int[] numbers) {
        sort(numbers, 0, numbers.length - 1);
    }

    private static void sort(int[] numbers, int from, int to) {
        if (from >= to) {
            return;
        }
        int pivot = numbers[(from + to) >>> 1];
        int i = from;
        int k = to;
        while (i <= k) {
            while (numbers[i] < pivot) {
                i++;
            }
            while (numbers[k] > pivot) {
                k--;
            }
            if (i <= k) {
                int number = numbers[i];
                numbers[i++] = numbers[k];
                numbers[k--] = number;
            }
        }
        sort(numbers, from, k);
        sort(numbers, i, to);
    }
}

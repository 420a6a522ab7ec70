// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.util.Arrays;

/** What the ratios of pairs say about the claim that their median is not below a limit. */
enum Judgement {
    /** The median is not below the limit. */
    ENOUGH,
    /** The median is below the limit, and not by chance. */
    TOO_LITTLE,
    /** The median is below the limit, but the pairs differ too much, or are too few, to tell. */
    TOO_NOISY;

    /** Chance may look like a fact once in this many times. */
    private static final double ONE_IN = 100.0;

    /**
     * Judges by the sign test: if the true median is at the limit, each pair lies below or above it
     * with a chance of one half. That many pairs below the limit must be unlikely, which they never
     * are if there are fewer than seven.
     */
    static Judgement of(double[] ratios, double limit) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        if (sorted[sorted.length / 2] >= limit) {
            return ENOUGH;
        }
        int below = (int) Arrays.stream(ratios).filter(ratio -> ratio < limit).count();
        return chance(below, ratios.length) * ONE_IN <= 1.0 ? TOO_LITTLE : TOO_NOISY;
    }

    /** Returns the chance of at least that many heads in that many throws of a coin. */
    private static double chance(int heads, int throwsOfACoin) {
        double sum = 0.0;
        double binomial = 1.0; // the coefficient of i out of all
        for (int i = 0; i <= throwsOfACoin; i++) {
            if (i >= heads) {
                sum += binomial;
            }
            binomial = binomial * (throwsOfACoin - i) / (i + 1);
        }
        return sum / Math.pow(2.0, throwsOfACoin);
    }
}

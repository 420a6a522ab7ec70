// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.util.Arrays;

/** What ratios of pairs say of the claim that their median is not below a limit. */
enum Judgement {
    /** It is not, as far as anybody can tell. */
    ENOUGH,
    /** It is, and not by chance. */
    TOO_LITTLE,
    /** The pairs differ so much, or are so few, that it may be either. */
    TOO_NOISY;

    /** Of what is by chance, one time in so many is taken for a fact. */
    private static final double ONE_IN = 100.0;

    /**
     * The sign test: if the true median is at the limit, each pair lies below or above it with a
     * chance of one half each. So many or more below it must be unlikely; with fewer than seven
     * pairs they never are.
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

    /** Of at least so many heads in so many throws of a coin. */
    private static double chance(int heads, int throwsOfACoin) {
        double sum = 0.0;
        double binomial = 1.0; // of i out of all
        for (int i = 0; i <= throwsOfACoin; i++) {
            if (i >= heads) {
                sum += binomial;
            }
            binomial = binomial * (throwsOfACoin - i) / (i + 1);
        }
        return sum / Math.pow(2.0, throwsOfACoin);
    }
}

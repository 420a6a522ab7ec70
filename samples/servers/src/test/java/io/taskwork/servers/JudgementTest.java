// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Figures from a machine under load, or too few of them, are no reason to fail. */
class JudgementTest {
    private static final double LIMIT = 0.5;

    private static Judgement of(double... ratios) {
        return Judgement.of(ratios, LIMIT);
    }

    @Test
    void threePairsUnderLoadTellNothing() {
        assertEquals(Judgement.TOO_NOISY, of(0.36, 0.31, 1.02));
        assertEquals(Judgement.TOO_NOISY, of(0.36, 0.35, 0.34));
    }

    @Test
    void pairsThatDifferTellNothing() {
        assertEquals(Judgement.TOO_NOISY,
                of(0.1, 0.2, 0.3, 0.4, 0.45, 0.46, 0.47, 0.48, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5));
    }

    /** A hang or a spin would leave such figures. */
    @Test
    void aServerThatServesHalfAsMuchIsFound() {
        double[] ratios = new double[15];
        Arrays.fill(ratios, 0.3);
        ratios[7] = 0.9; // one window in which the other server was disturbed
        assertEquals(Judgement.TOO_LITTLE, of(ratios));
        assertEquals(Judgement.TOO_LITTLE, of(0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3));
    }

    @Test
    void asItShouldBe() {
        assertEquals(Judgement.ENOUGH, of(1.0));
        assertEquals(Judgement.ENOUGH, of(0.97, 1.02, 0.2, 0.99, 1.4));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.fail;

import io.taskwork.support.Tries;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a SIGNAL does not grow with the queue in which its target stands. */
class QueueCostIT {
    private static final int SHORT = 2_000;
    private static final int LONG = 20_000;
    private static final int ATTEMPTS = 12;

    /**
     * At least this many attempts are made, so that one measurement in a short queue that was
     * disturbed excuses nothing.
     */
    private static final int JUDGED_AFTER = 3;

    /**
     * If the queue were walked, it would be ten times as much. A busy machine only ever makes a
     * measurement longer, and therefore the shortest ones of all attempts so far are compared.
     */
    @ParameterizedTest
    @ValueSource(strings = {"latch", "semaphore", "queue"})
    void isAtMostTwiceThatInAShortQueue(String kind) throws InterruptedException {
        QueueCost.measure(kind, SHORT); // so that what is measured is compiled
        double inShort = Double.MAX_VALUE;
        double inLong = Double.MAX_VALUE;
        for (int i = 1; i <= ATTEMPTS; i++) {
            inShort = Math.min(inShort, QueueCost.measure(kind, SHORT));
            inLong = Math.min(inLong, QueueCost.measure(kind, LONG));
            if (i >= JUDGED_AFTER && inLong <= 2 * inShort) {
                Tries.took(kind, i, ATTEMPTS);
                return;
            }
        }
        fail(String.format("%s: %.0f ns in a short queue, %.0f ns in a long one",
                kind, inShort, inLong));
    }
}

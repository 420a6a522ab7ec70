// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a SIGNAL does not grow with the queue in which its target stands. */
class QueueCostIT {
    private static final int SHORT = 2_000;
    private static final int LONG = 20_000;
    private static final int ATTEMPTS = 12;

    /** Walking the queue would make it ten times as much; a busy machine may blur an attempt. */
    @ParameterizedTest
    @ValueSource(strings = {"latch", "semaphore", "queue"})
    void isAtMostTwiceThatInAShortQueue(String kind) throws InterruptedException {
        QueueCost.measure(kind, SHORT); // compiles what is measured
        StringBuilder seen = new StringBuilder(kind);
        for (int i = 0; i < ATTEMPTS; i++) {
            double inShort = QueueCost.measure(kind, SHORT);
            double inLong = QueueCost.measure(kind, LONG);
            seen.append(String.format("; %.0f and %.0f ns", inShort, inLong));
            if (inLong <= 2 * inShort) {
                return;
            }
        }
        fail(seen.toString());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

/**
 * The queue is linearizable: promises 1, 2, 6 and 9, as far as they are the queue's. Lincheck
 * chooses the interleavings. Its stress mode runs on JDK 25 as well, and found nothing in the
 * queue. But on two processors it found nothing in the weakened twin either, and proves nothing.
 */
class QueueLincheckTest {
    /** A loop of {@code SpinLock.relax} takes fewer rounds, and must not count as a livelock. */
    private static final int LOOP_BOUND = 1_000;

    @Test
    void inChosenInterleavings() {
        modelChecking().check(QueueOperations.class);
    }

    @Test
    void aPushInTwoStepsBreaksInAChosenInterleaving() {
        assertBreaks(() -> modelChecking().check(WeakQueueOperations.class));
    }

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .threads(3).actorsPerThread(2).iterations(10).invocationsPerIteration(1000)
                .loopBound(LOOP_BOUND)
                .sequentialSpecification(QueueSpecification.class);
    }

    private static void assertBreaks(Runnable check) {
        Error error = assertThrows(LincheckAssertionError.class, check::run);
        System.out.println(error.getMessage().split("Detailed trace")[0]);
        assertTrue(error.getMessage().contains("Invalid execution results"), error::getMessage);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** The queue is linearizable: promises 1, 2, 6 and 9, as far as they are the queue's. */
class QueueLincheckTest {
    @Test
    void underStress() {
        stress().check(QueueOperations.class);
    }

    @Test
    void inChosenInterleavings() {
        modelChecking().check(QueueOperations.class);
    }

    @Test
    void aPushInTwoStepsBreaksUnderStress() {
        assertBreaks(() -> stress().check(WeakQueueOperations.class));
    }

    @Test
    void aPushInTwoStepsBreaksInAChosenInterleaving() {
        assertBreaks(() -> modelChecking().check(WeakQueueOperations.class));
    }

    private static StressOptions stress() {
        return new StressOptions()
                .threads(3).actorsPerThread(2).iterations(20).invocationsPerIteration(2000)
                .sequentialSpecification(QueueSpecification.class);
    }

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .threads(3).actorsPerThread(2).iterations(20).invocationsPerIteration(1000)
                .sequentialSpecification(QueueSpecification.class);
    }

    private static void assertBreaks(Runnable check) {
        Error error = assertThrows(LincheckAssertionError.class, check::run);
        System.out.println(error.getMessage().split("Detailed trace")[0]);
        assertTrue(error.getMessage().contains("Invalid execution results"), error::getMessage);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the advice on {@code Thread.interrupt} does, step by step, against a drain that begins. The
 * test's own thread is the target.
 */
class InterruptsTest {
    private final Thread self = Thread.currentThread();
    private final Slot slot = new Slot();
    private final Target target = slot.targetOrNew();

    @AfterEach
    void clearStatus() {
        Thread.interrupted();
    }

    /** In the twin, which does not look at the exit of {@code interrupt}, the interrupt is lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsOnItsWayWhenADrainBeginsIsKept(boolean looksAtExit) {
        anotherThread(() -> Interrupts.interrupting(self, slot));
        boolean before = Interrupts.beginDrain(target);
        assertFalse(before);
        anotherThread(() -> {
            self.interrupt();
            if (looksAtExit) {
                Interrupts.interrupted(self, slot);
            }
        });
        assertTrue(Thread.interrupted()); // called by a callback
        Interrupts.endDrain(self, target, before);
        assertEquals(looksAtExit, Thread.interrupted());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatTheThreadHasHandledIsNotInvented(boolean returnsDuringTheDrain) {
        anotherThread(() -> {
            Interrupts.interrupting(self, slot);
            self.interrupt();
        });
        if (!returnsDuringTheDrain) {
            anotherThread(() -> Interrupts.interrupted(self, slot));
        }
        assertTrue(Thread.interrupted());
        boolean before = Interrupts.beginDrain(target);
        assertFalse(before);
        if (returnsDuringTheDrain) {
            anotherThread(() -> Interrupts.interrupted(self, slot));
        }
        Interrupts.endDrain(self, target, before);
        assertFalse(Thread.interrupted());
    }

    /** Runs the body on another thread and waits until it has ended; a join would throw. */
    private static void anotherThread(Runnable body) {
        Thread thread = new Thread(body);
        thread.start();
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}

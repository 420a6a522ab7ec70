// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.support.Jvm;
import org.junit.jupiter.api.Test;

/** Promises 3 and 11 together: if SIGNALs save wakes, the last one still wakes. */
class SignalIsNotLostIT {
    @Test
    void toAThreadThatParksAgainAndAgain() throws Exception {
        assertTrue(new SignalStorm().parking() > 1000);
    }

    @Test
    void toAThreadInObjectWait() throws Exception {
        assertTrue(new SignalStorm().waiting() > 1000);
    }

    @Test
    void rightAfterTheLastOneRan() throws Exception {
        assertTrue(new SignalStorm().rightAfterTheLast() > 1000);
    }

    @Test
    void whenAWakeComesAfterTheDrain() throws Exception {
        assertTrue(new SignalStorm().late() > 1000);
    }

    /** In interpreted code races stay open for longer. */
    @Test
    void interpreted() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).option("-Xint").defaultClassPath()
                .run(300, SignalStorm.class.getName());
        assertEquals(0, result.exitCode(), result.output());
    }
}

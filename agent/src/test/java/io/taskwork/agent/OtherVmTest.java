// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A VM that is not HotSpot is refused in one line. */
class OtherVmTest {
    @ParameterizedTest
    @ValueSource(strings = {"OpenJDK 64-Bit Server VM", "Java HotSpot(TM) 64-Bit Server VM"})
    void hotSpotIsTaken(String vm) {
        assertDoesNotThrow(() -> JdkShape.requireHotSpot(vm));
    }

    @Test
    void openJ9IsNot() {
        Refusal refusal = assertThrows(
                Refusal.class, () -> JdkShape.requireHotSpot("Eclipse OpenJ9 VM"));
        assertEquals("this JVM is Eclipse OpenJ9 VM, and the agent knows only HotSpot;"
                + " run on a JDK with HotSpot, such as those of openjdk.org", refusal.getMessage());
    }
}

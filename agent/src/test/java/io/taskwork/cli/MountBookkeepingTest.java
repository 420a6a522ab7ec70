// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * What {@code check} says of the option that makes an agent cheap, and with which monitors of JDK
 * 25 hang.
 */
class MountBookkeepingTest {
    @Test
    void recommendedFrom26On() {
        for (int feature : new int[] {26, 27, 28}) {
            assertTrue(MountBookkeeping.note(feature, true)
                    .contains("-XX:-DoJVMTIVirtualThreadTransitions"));
            assertNull(MountBookkeeping.note(feature, false), "it is off already");
        }
    }

    @Test
    void warnedAgainstWhereMonitorsNeedIt() {
        for (int feature : new int[] {24, 25}) {
            assertTrue(MountBookkeeping.note(feature, false).startsWith("start without -XX:-"));
            assertNull(MountBookkeeping.note(feature, true));
        }
    }

    @Test
    void nothingOnOthers() {
        assertNull(MountBookkeeping.note(21, true));
        assertNull(MountBookkeeping.note(21, false));
        assertNull(MountBookkeeping.note(29));
    }
}

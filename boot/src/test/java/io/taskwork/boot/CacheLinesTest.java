// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each add accesses is not in a cache line that each poll changes. The JVM lays the fields out;
 * their order in the source is such that HotSpot keeps them apart.
 */
class CacheLinesTest {
    private static final long LINE = 64;

    @ParameterizedTest
    @CsvSource({
        "SpinLock, lock", "WorkList, first", "Rounds, roundLast", "Batches, started",
        "Rounds, polledPosting"
    })
    void addersAndTheRunnerShareNoLine(String type, String field) throws Exception {
        long ofRunner = Memory.offset(Class.forName("io.taskwork.boot." + type), field);
        for (String ofAdders : new String[] {"head", "attended", "flooded"}) {
            long offset = Memory.offset(Target.class, ofAdders);
            assertTrue(Math.abs(offset - ofRunner) >= LINE, field + " is at " + ofRunner + ", "
                    + ofAdders + " at " + offset);
        }
    }
}

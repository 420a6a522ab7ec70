// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TwinJarTest {
    /** The runtime still asks the question that the twin answers. */
    @Test
    void theTwinFitsTheRuntime() throws IOException {
        byte[] wakes;
        try (InputStream in = TwinJar.class.getResourceAsStream("/io/taskwork/boot/Wakes.class")) {
            wakes = in.readAllBytes();
        }
        assertFalse(Arrays.equals(wakes, TwinJar.neverAttended(wakes)));
    }
}

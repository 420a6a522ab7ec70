// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Arenas} under the built jars: each arena is closed by its owner. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArenasIT {
    @TempDir
    Path temporary;

    @Test
    void everyArenaIsClosedByItsOwner() throws Exception {
        new SampleJvm(temporary).agent().run(Arenas.class, "1000").assertRight(
                "^ +0 +[\\d.]+ x +[\\d.]+ x( +[\\d,.]+ (?:us|ms|s)){3}$",
                "^ +1,000 +[\\d.]+ x +[\\d.]+ x( +[\\d,.]+ (?:us|ms|s)){3}$",
                "^All 4,000 confined arenas ");
    }

    @Test
    void arenaThatStaysOpenIsFound() throws Exception {
        new SampleJvm(temporary).agent().run(LeakyArenas.class, "100")
                .assertWrong("closed while parked: 0 of 100");
    }
}

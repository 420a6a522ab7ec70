// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What samples say if they were not started correctly. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SampleStartIT {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"-n", "9", "100001", "9999999", "10 10", "1k"})
    void badArgumentIsOneLine(String arguments) throws Exception {
        SampleJvm.Result result = new SampleJvm(temporary).run(Arenas.class, arguments.split(" "));

        String line = "arena: the only argument is the number of virtual threads,"
                + " from 10 to 100000, not '" + arguments + "'";
        assertEquals(line + System.lineSeparator(), result.output());
        assertEquals(2, result.exitCode());
    }

    @ParameterizedTest
    @ValueSource(classes = {Arenas.class, Keyring.class, Completions.class, Inspect.class,
        Deadline.class, ExitHooks.class, Cancellation.class, Stop.class,
        Slices.class})
    void withoutTheAgentTheySayWhatToDo(Class<?> sample) throws Exception {
        SampleJvm.Result result = new SampleJvm(temporary).run(sample);

        assertTrue(result.output().contains(": taskwork is ABSENT: "), result.output());
        assertTrue(result.output().contains("-javaagent:"), result.output());
        assertEquals(2, result.exitCode(), result.output());
    }
}

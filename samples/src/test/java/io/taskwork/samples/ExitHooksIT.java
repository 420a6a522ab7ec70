// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link ExitHooks} under the built jars: who releases the memory, and when. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExitHooksIT {
    @TempDir
    Path temporary;

    @Test
    void memoryIsReleasedAtExit() throws Exception {
        new SampleJvm(temporary).agent().run(ExitHooks.class, "1000").assertRight(
                "^return +1,000 +1,000 +1,000 +0 +0$",
                "^an exception +1,000 +1,000 +1,000 +0 +1,000$",
                "^an error +1,000 +1,000 +1,000 +0 +1,000$",
                "^return, nothing used +1,000 +0 +0 +0 +0$",
                "^return, no hook +100 +100 +0 +100 +0$");
    }

    @Test
    void hookThatRunsBeforeTheEndIsFound() throws Exception {
        new SampleJvm(temporary).agent().run(EarlyExitHooks.class, "100")
                .assertWrong("at its end, after the uncaught-exception handler");
    }
}

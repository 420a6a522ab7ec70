// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Cancellation} under the built jars. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancellationIT {
    @TempDir
    Path temporary;

    @Test
    void theOtherWriterDoesNotNotice() throws Exception {
        new SampleJvm(temporary).agent().run(Cancellation.class, "50").assertRight(
                "^by interrupt +ClosedByInterruptException +ClosedChannelException +closed$",
                "^by a callback +CancellationException +wrote its line +open$",
                "^Each of the 100 rounds ended as shown\\.");
    }
}

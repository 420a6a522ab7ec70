// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Slices} under the built jars: how long requests wait for threads that compute. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlicesIT {
    @TempDir
    Path temporary;

    @Test
    void requestsNeedNotWaitForJobs() throws Exception {
        new SampleJvm(temporary).agent("poll=" + Slices.POLLS).run(Slices.class, "50").assertRight(
                "^no slices +\\d+ ",
                "^Thread.yield +\\d+ ",
                "^turns +50 ",
                "^With turns nine of ten requests took 1/");
    }

    @Test
    void slicesThatAreNeverOverAreFound() throws Exception {
        new SampleJvm(temporary).agent("poll=" + Slices.POLLS).run(Unsliced.class, "50")
                .assertWrong("less than ten slices");
    }
}

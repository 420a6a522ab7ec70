// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Inspect} under the built jars: which threads answer what, and which cannot. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InspectIT {
    @TempDir
    Path temporary;

    @Test
    void parkedThreadsAnswerAndGoOn() throws Exception {
        new SampleJvm(temporary).agent().run(Inspect.class, "2000").assertRight(
                "^request-0 +alice +GET /cart +[\\d,.]+ (?:us|ms|s)$",
                "^request-1999 +bob +GET /items +",
                "^2,000 of 2,000 parked threads answered ",
                "^longest pause of a heartbeat: [\\d,.]+ (?:us|ms|s) before, ",
                "^  calculating +running; ",
                "^  under mask\\(\\) +masked; ",
                "^  synchronized +waiting to enter ");
    }

    @Test
    void threadsThatAreNotWokenDoNotAnswer() throws Exception {
        new SampleJvm(temporary).agent().run(UnwokenInspect.class, "100")
                .assertWrong("all 100 answered rightly");
    }
}

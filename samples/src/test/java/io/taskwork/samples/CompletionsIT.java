// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Completions} under the built jars: the counts, the order and the bytes. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompletionsIT {
    @TempDir
    Path temporary;

    @Test
    void completionsArriveOnTheirSubmitters() throws Exception {
        new SampleJvm(temporary).agent().run(Completions.class, "100000").assertRight(
                "^the request's own work +0\\.\\d B +[\\d,]+ +100,000 +0 ",
                "^a new callback +[1-9][\\d.]+ B +[\\d,]+ +100,000 +0 ",
                "^Every completion ran on its submitter");
    }

    @Test
    void allocationIsFound() throws Exception {
        new SampleJvm(temporary).agent().run(AllocatingCompletions.class, "100000")
                .assertWrong("allocates nothing");
    }
}

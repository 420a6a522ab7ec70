// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Stop} under the built jars: which scripts end, and where. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopIT {
    @TempDir
    Path temporary;

    @Test
    void scriptsAreLookedAtAndEnd() throws Exception {
        new SampleJvm(temporary).agent("poll=" + Stop.POLLS).run(Stop.class, "10").assertRight(
                "^counts .* Stopped$",
                "^recurses .* Stopped$",
                "^catches all .* Stopped$",
                "^transfers .* Stopped$",
                "^woven built-in .* Stopped$",
                "^class not named +0 of +10 .* Stopped$",
                "^recurses +\\d+ calls deep, \\d+ frames of the interpreter, variables ",
                "^Every script was looked at once");
    }

    @Test
    void aCallbackThatThrowsEndsNothing() throws Exception {
        new SampleJvm(temporary).agent("poll=" + Stop.POLLS).run(ThrowingStop.class, "10")
                .assertWrong("a script that counts ends");
    }

    @Test
    void withoutPollsItSaysWhatToDo() throws Exception {
        SampleJvm.Result result = new SampleJvm(temporary).agent().run(Stop.class, "10");

        assertTrue(result.output().startsWith("stop: the agent needs an option: -javaagent:"),
                result.output());
        assertEquals(2, result.exitCode(), result.output());
    }
}

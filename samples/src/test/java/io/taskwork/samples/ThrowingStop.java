// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.time.Duration;

/** {@link Stop} with a bug: the callback itself throws, which the interpreter does not see. */
final class ThrowingStop {
    private ThrowingStop() {}

    public static void main(String[] args) {
        Sample.requirePolls("stop", Stop.POLLS);
        Sample.main("stop", args, "scripts", 10, 1000, (sample, scripts) ->
                Stop.run(sample, scripts, Duration.ofSeconds(2), (interpreter, reason) -> {
                    throw reason;
                }));
    }
}

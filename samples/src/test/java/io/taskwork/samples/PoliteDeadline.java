// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.time.Duration;

/** {@link Deadline} with a bug: a thread that does not resume by itself is left alone. */
final class PoliteDeadline {
    private PoliteDeadline() {}

    public static void main(String[] args) {
        Sample.main("deadline", args, "requests", 50, 100, (sample, requests) ->
                Deadline.run(sample, requests, Duration.ofHours(1), Duration.ofSeconds(5)));
    }
}

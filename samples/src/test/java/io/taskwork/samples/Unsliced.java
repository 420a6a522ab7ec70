// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.time.Duration;

/** {@link Slices} with a bug: no slice is ever over. */
final class Unsliced {
    private Unsliced() {}

    public static void main(String[] args) {
        Sample.requirePolls("slices", Slices.POLLS);
        Sample.main("slices", args, "requests", 50, 1000,
                (sample, requests) -> Slices.run(sample, requests, Duration.ofDays(1)));
    }
}

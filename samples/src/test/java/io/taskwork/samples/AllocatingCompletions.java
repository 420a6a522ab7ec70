// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

/** {@link Completions} with a bug: each completion is posted as a new callback. */
final class AllocatingCompletions {
    private AllocatingCompletions() {}

    public static void main(String[] args) {
        Sample.main("completions", args, "requests", 1000, 1_000_000, (sample, requests) ->
                Completions.run(sample, requests, Completions::postAnew));
    }
}

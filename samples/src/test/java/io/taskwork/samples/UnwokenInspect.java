// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;

/** {@link Inspect} with a bug: parked threads are not woken. */
final class UnwokenInspect {
    private UnwokenInspect() {}

    public static void main(String[] args) {
        Sample.main("inspect", args, "threads", 100, 1000, (sample, threads) ->
                Inspect.run(sample, threads, Notify.RESUME));
    }
}

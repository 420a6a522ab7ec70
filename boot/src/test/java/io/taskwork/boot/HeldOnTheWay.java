// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;

/** A SIGNAL to a thread that is held before it gets into the wait set, for up to a minute. */
final class HeldOnTheWay implements Race {
    /** The longest hold in milliseconds, which is longer than the keeper once looked. */
    private static final int LONGEST = 60_000;

    private static final int LONGEST_PAUSE = 128;

    @Override
    public String round(SplittableRandom random, Duration patience) {
        HeldThread held = new HeldThread();
        HeldThread.Clock clock = new HeldThread.Clock();
        held.isSignalled();
        int ticks = random.nextInt(LONGEST / 2, LONGEST);
        int looks = clock.turnOn(ticks);
        held.waits();
        clock.turnOn(LONGEST_PAUSE);
        int woken = held.submitted.size();
        clock.turnOn(10 * LONGEST_PAUSE);
        if (looks > ticks / 100) {
            return "looked " + looks + " times in " + ticks;
        }
        return woken != 1 || held.submitted.size() != 1 || !clock.isIdle()
                ? "held for " + ticks + ", woken " + held.submitted.size() + " times" : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.util.concurrent.locks.LockSupport;

/** A platform thread that beats five times a millisecond and records its longest pause. */
final class Heartbeat {
    private long pause;

    Heartbeat() {
        Thread.ofPlatform().name("heartbeat").daemon().start(() -> {
            for (long last = System.nanoTime(), now; ; last = now) {
                LockSupport.parkNanos(200_000);
                now = System.nanoTime();
                add(now - last);
            }
        });
    }

    private synchronized void add(long nanos) {
        pause = Math.max(pause, nanos);
    }

    /** Returns the longest pause since the last call, in nanoseconds. */
    synchronized long longestPause() {
        long longest = pause;
        pause = 0;
        return longest;
    }
}

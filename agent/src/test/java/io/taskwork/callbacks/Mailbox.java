// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A queue with a monitor, and ways to take from it. */
final class Mailbox {
    final Queue<String> letters = new ArrayDeque<>();

    /** Takes wrongly: one early return gives null, which stands for "closed". */
    synchronized String takeWithIf(Duration limit) throws InterruptedException {
        if (letters.isEmpty()) {
            wait(limit.toMillis());
        }
        return letters.poll();
    }

    /** Waits wrongly in the same way: an early return says that the time is over. */
    synchronized boolean awaitWithIf(Duration limit) throws InterruptedException {
        if (letters.isEmpty()) {
            wait(limit.toMillis());
            return !letters.isEmpty();
        }
        return true;
    }

    synchronized String takeWithWhile() throws InterruptedException {
        while (letters.isEmpty()) {
            wait();
        }
        return letters.poll();
    }

    synchronized String takeWithDeadline(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (letters.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return letters.poll();
    }

    synchronized void put(String letter) {
        letters.add(letter);
        notify();
    }
}

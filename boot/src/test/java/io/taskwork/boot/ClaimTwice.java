// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Two threads add the same work at the same time: one of them wins. */
final class ClaimTwice implements Race {
    private static final int ADDERS = 2;
    private static final int WORKS = 200;

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Target queue = new Target();
        Work[] works = new Work[WORKS];
        for (int i = 0; i < WORKS; i++) {
            works[i] = new Work(runs::incrementAndGet, null);
        }
        AtomicIntegerArray wins = new AtomicIntegerArray(WORKS);
        AtomicInteger arrivals = new AtomicInteger();
        Actors actors = new Actors();
        for (int a = 0; a < ADDERS; a++) {
            actors.add(() -> {
                for (int i = 0; i < WORKS; i++) {
                    arrivals.incrementAndGet();
                    while (arrivals.get() < ADDERS * (i + 1)) { // both are at the same work
                        Actors.pause();
                    }
                    if (works[i].claim(queue)) {
                        wins.incrementAndGet(i);
                        queue.push(works[i]);
                    }
                }
            });
        }
        String trouble = actors.run(patience);
        for (int i = 0; trouble == null && i < WORKS; i++) {
            trouble = wins.get(i) == 1 ? null : "claimed " + wins.get(i) + " times";
        }
        if (trouble != null) {
            return trouble; // the queue of a work that is in it twice has no end
        }
        runs.set(0);
        Drain.nested(Thread.currentThread(), queue);
        return runs.get() == WORKS ? null : runs.get() + " of " + WORKS + " ran";
    }
}

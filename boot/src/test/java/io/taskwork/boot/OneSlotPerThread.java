// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** First adds to threads that are older than the agent: all adders get the same slot. */
final class OneSlotPerThread implements Race {
    // no more than processors, since otherwise they wait for each other
    private static final int ADDERS = 2;
    private static final int THREADS = 100;

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = Thread.ofPlatform().unstarted(() -> {});
        }
        Slot[][] slots = new Slot[ADDERS][THREADS];
        AtomicInteger arrivals = new AtomicInteger();
        Actors actors = new Actors();
        for (Slot[] found : slots) {
            actors.add(() -> {
                for (int i = 0; i < THREADS; i++) {
                    arrivals.incrementAndGet();
                    while (arrivals.get() < ADDERS * (i + 1)) { // all are at the same thread
                        Actors.pause();
                    }
                    found[i] = Slot.of(threads[i]);
                }
            });
        }
        String trouble = actors.run(patience);
        for (int i = 0; trouble == null && i < THREADS; i++) {
            for (Slot[] found : slots) {
                if (found[i] != Slot.find(threads[i])) {
                    return "two slots for one thread";
                }
            }
        }
        return trouble;
    }
}

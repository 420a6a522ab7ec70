// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** First adds, and the exit of a thread that never had one: all see the same queue. */
final class OneQueuePerSlot implements Race {
    // no more than processors, since otherwise they wait for each other
    private static final int ACTORS = 2;
    private static final int SLOTS = 100;

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Slot[] slots = new Slot[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
        Target[][] targets = new Target[ACTORS][SLOTS];
        boolean[] closed = new boolean[SLOTS];
        boolean oneExits = random.nextBoolean();
        AtomicInteger arrivals = new AtomicInteger();
        Actors actors = new Actors();
        for (int a = 0; a < ACTORS; a++) {
            Target[] found = targets[a];
            boolean exits = oneExits && a == 0;
            actors.add(() -> {
                for (int i = 0; i < SLOTS; i++) {
                    arrive(arrivals, i, ACTORS);
                    if (exits) {
                        closed[i] = slots[i].closeUnused();
                    }
                    found[i] = slots[i].targetOrNew();
                }
            });
        }
        String trouble = actors.run(patience);
        for (int i = 0; trouble == null && i < SLOTS; i++) {
            for (Target[] found : targets) {
                if (found[i] != slots[i].target() || found[i].isClosed() != closed[i]) {
                    return "two queues for one thread";
                }
            }
        }
        return trouble;
    }

    /** Waits until all are at the same slot. */
    static void arrive(AtomicInteger arrivals, int i, int actors) {
        arrivals.incrementAndGet();
        while (arrivals.get() < actors * (i + 1)) {
            Actors.pause();
        }
    }
}

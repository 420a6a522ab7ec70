// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** First adds, and the exit of a thread that never had one: all see the same queue. */
final class OneQueuePerTask implements Race {
    private static final int ACTORS = 2; // no more than processors, or they wait for each other
    private static final int TASKS = 100;

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Task[] tasks = new Task[TASKS];
        for (int i = 0; i < TASKS; i++) {
            tasks[i] = new Task();
        }
        Target[][] targets = new Target[ACTORS][TASKS];
        boolean[] closed = new boolean[TASKS];
        boolean oneExits = random.nextBoolean();
        AtomicInteger arrivals = new AtomicInteger();
        Actors actors = new Actors();
        for (int a = 0; a < ACTORS; a++) {
            Target[] found = targets[a];
            boolean exits = oneExits && a == 0;
            actors.add(() -> {
                for (int i = 0; i < TASKS; i++) {
                    arrive(arrivals, i);
                    if (exits) {
                        closed[i] = tasks[i].closeUnused();
                    }
                    found[i] = tasks[i].targetOrNew();
                }
            });
        }
        String trouble = actors.run(patience);
        for (int i = 0; trouble == null && i < TASKS; i++) {
            for (Target[] found : targets) {
                if (found[i] != tasks[i].target() || found[i].isClosed() != closed[i]) {
                    return "two queues for one thread";
                }
            }
        }
        return trouble;
    }

    /** All at the same task. */
    private static void arrive(AtomicInteger arrivals, int i) {
        arrivals.incrementAndGet();
        while (arrivals.get() < ACTORS * (i + 1)) {
            Actors.pause();
        }
    }
}

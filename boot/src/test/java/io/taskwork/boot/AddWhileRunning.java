// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Adders try without end: what is queued is refused, and what runs or ran is accepted and runs. */
final class AddWhileRunning implements Race {
    private static final int ADDERS = 2;
    private static final int WORKS = 4;
    private static final int TRIES = 5_000;

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Target queue = new Target();
        AtomicIntegerArray adds = new AtomicIntegerArray(WORKS);
        AtomicIntegerArray runs = new AtomicIntegerArray(WORKS);
        Work[] works = new Work[WORKS];
        for (int i = 0; i < WORKS; i++) {
            int index = i;
            works[i] = new Work(() -> runs.incrementAndGet(index), "a handle");
        }
        AtomicInteger busy = new AtomicInteger(ADDERS);
        Actors actors = new Actors();
        for (int a = 0; a < ADDERS; a++) {
            SplittableRandom choice = random.split();
            actors.add(() -> {
                for (int n = 0; n < TRIES; n++) {
                    int index = choice.nextInt(WORKS);
                    if (works[index].claim(queue)) {
                        adds.incrementAndGet(index);
                        queue.push(works[index]);
                    }
                    Actors.stopIfOver();
                }
                busy.decrementAndGet();
            });
        }
        actors.add(() -> {
            boolean last;
            do {
                last = busy.get() == 0;
                Drain.nested(Thread.currentThread(), queue);
                Actors.stopIfOver();
            } while (!last);
        });
        String trouble = actors.run(patience);
        for (int i = 0; trouble == null && i < WORKS; i++) {
            if (adds.get(i) != runs.get(i) || works[i].phase() != Work.IDLE) {
                return adds.get(i) + " adds, " + runs.get(i) + " runs, phase " + works[i].phase();
            }
        }
        return trouble;
    }
}

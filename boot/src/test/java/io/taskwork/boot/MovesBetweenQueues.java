// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A work that goes from one thread's queue to another's and back, while it is being cancelled. */
final class MovesBetweenQueues implements Race {
    private static final int ADDS = 2_000;

    private int ran; // accessed by the runner only

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Target[] queues = {new Target(), new Target()};
        ran = 0;
        Work work = new Work(() -> ran++, "a handle");
        work.claim(queues[0]); // so that it has a queue
        queues[0].push(work);
        AtomicInteger cancels = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger(1);
        Actors actors = new Actors();
        actors.add(() -> {
            while (busy.get() != 0) {
                if (Entry.cancel(work)) {
                    cancels.incrementAndGet();
                }
                Actors.stopIfOver();
            }
        });
        actors.add(() -> {
            for (int i = 1; i < ADDS; i++) {
                Target from = queues[(i - 1) & 1];
                Target to = queues[i & 1];
                from.begin(new Walk()); // puts it in order
                Drain.nested(Thread.currentThread(), from);
                while (!work.claim(to)) { // it is being cancelled
                    Actors.stopIfOver();
                }
                to.push(work);
            }
            busy.set(0);
        });
        String trouble = actors.run(patience);
        if (trouble != null) {
            return trouble;
        }
        for (Target queue : queues) {
            Drain.nested(Thread.currentThread(), queue);
        }
        return ran + cancels.get() == ADDS && work.phase() == Work.IDLE
                ? null
                : ADDS + " adds, " + ran + " runs, " + cancels.get() + " cancels";
    }
}

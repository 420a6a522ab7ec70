// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Adders against the close at exit: what was accepted has run before the close, and after it
 * nothing is accepted.
 */
final class CloseAgainstAdd implements Race {
    private static final int ADDERS = 2;

    private int ran; // accessed by the runner only

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Target queue = new Target();
        ran = 0;
        int atLeast = random.nextInt(20);
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger acceptedLate = new AtomicInteger();
        Actors actors = new Actors();
        for (int a = 0; a < ADDERS; a++) {
            actors.add(() -> {
                Work work;
                while (queue.push(work = newWork(queue))) {
                    accepted.incrementAndGet();
                    while (!queue.isEmpty()) { // otherwise it never is empty, and cannot be closed
                        Actors.pause();
                    }
                }
                for (int i = 0; i < 10; i++) { // a refused work is free, and is refused again
                    if (!work.claim(queue) || queue.push(work) || queue.cancel(work)) {
                        acceptedLate.incrementAndGet();
                    }
                }
            });
        }
        actors.add(() -> {
            while (accepted.get() < atLeast) {
                Drain.nested(Thread.currentThread(), queue);
                Actors.pause();
            }
            while (!queue.close()) {
                Drain.nested(Thread.currentThread(), queue);
                Actors.stopIfOver(); // without a pause, since it would be full again
            }
        });
        String trouble = actors.run(patience);
        if (trouble != null) {
            return trouble;
        }
        if (acceptedLate.get() != 0 || !queue.isClosed() || queue.poll() != null) {
            return acceptedLate.get() + " accepted after the first refusal";
        }
        return ran == accepted.get() ? null : ran + " ran of " + accepted.get() + " accepted";
    }

    private Work newWork(WorkQueue queue) {
        return Work.claimedFor(queue, () -> ran++);
    }
}

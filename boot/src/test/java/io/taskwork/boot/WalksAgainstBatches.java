// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callbacks without a handle, which the runner takes in batches, while others take them back by
 * match: each runs once or is taken back once, never both and never neither.
 */
final class WalksAgainstBatches implements Race {
    private static final int WALKERS = 2;
    private static final int CALLBACKS = 3_000;

    /** A callback that counts how often it ran or was taken back. */
    private static final class Counted implements Runnable {
        final AtomicInteger ends = new AtomicInteger();

        @Override
        public void run() {
            ends.incrementAndGet();
        }
    }

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Target queue = new Target();
        Counted[] callbacks = new Counted[CALLBACKS];
        AtomicInteger busy = new AtomicInteger(1);
        Actors actors = new Actors();
        int most = 1 + random.nextInt(200);
        SplittableRandom lengths = random.split();
        actors.add(() -> {
            for (int i = 0; i < CALLBACKS; ) {
                int some = Math.min(CALLBACKS - i, 1 + lengths.nextInt(most));
                for (int n = 0; n < some; n++, i++) {
                    Work work = Work.claimedFor(queue, callbacks[i] = new Counted());
                    queue.push(work);
                }
                Actors.pause();
            }
            busy.decrementAndGet();
        });
        for (int w = 0; w < WALKERS; w++) {
            SplittableRandom choice = random.split();
            actors.add(() -> {
                while (busy.get() != 0) {
                    takeBackSome(queue, choice);
                    Actors.pause();
                }
            });
        }
        actors.addRunner(queue, busy);
        String trouble = actors.run(patience);
        return trouble != null ? trouble : check(callbacks, queue);
    }

    private static void takeBackSome(Target queue, SplittableRandom choice) {
        Object[] found = Walk.takeBack(queue, callback -> {
            Actors.stopIfOver(); // a broken list may be a ring
            return choice.nextInt(4) == 0;
        }, 1 + choice.nextInt(8));
        for (int i = 0; i < found.length && found[i] != null; i += 2) {
            ((Work) found[i]).callback.run();
        }
    }

    private static String check(Counted[] callbacks, Target queue) {
        for (int i = 0; i < callbacks.length; i++) {
            if (callbacks[i].ends.get() != 1) {
                return "callback " + i + " ended " + callbacks[i].ends + " times";
            }
        }
        return queue.isEmpty() && Queued.in(queue).length == 0 ? null : "leftovers";
    }
}

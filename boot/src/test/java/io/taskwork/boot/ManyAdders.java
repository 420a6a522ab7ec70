// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many adders and one runner: nothing is lost, nothing comes twice, and all is first in, first out.
 */
final class ManyAdders implements Race {
    private static final int ADDERS = 3;

    /** The number of works of each adder: more than one chunk when the runner lags behind. */
    private static final int EACH = 400;

    /**
     * A callback that remembers when its add began and ended, on a clock that ticks once per look.
     */
    private static final class Ticket implements Runnable {
        final int adder;
        final int number;
        final List<Ticket> ran;
        int before;
        int after = Integer.MAX_VALUE;

        Ticket(int adder, int number, List<Ticket> ran) {
            this.adder = adder;
            this.number = number;
            this.ran = ran;
        }

        @Override
        public void run() {
            ran.add(this);
        }
    }

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Target queue = new Target();
        List<Ticket> ran = new ArrayList<>();
        // The clock orders the adders and thus hides races; therefore it is used in every other
        // round only.
        AtomicInteger clock = random.nextBoolean() ? new AtomicInteger() : null;
        AtomicInteger busy = new AtomicInteger(ADDERS);
        Actors actors = new Actors();
        for (int a = 0; a < ADDERS; a++) {
            int adder = a;
            boolean gentle = random.nextBoolean(); // lets the queue run empty now and then
            actors.add(() -> {
                for (int n = 0; n < EACH; n++) {
                    add(queue, new Ticket(adder, n, ran), clock);
                    if (gentle && (n & 7) == 0) {
                        Actors.pause();
                    }
                }
                busy.decrementAndGet();
            });
        }
        actors.addRunner(queue, busy);
        String trouble = actors.run(patience);
        return trouble != null ? trouble : check(ran, queue, clock != null);
    }

    private static void add(WorkQueue queue, Ticket ticket, AtomicInteger clock) {
        Work work = Work.claimedFor(queue, ticket);
        if (clock != null) {
            ticket.before = clock.incrementAndGet();
        }
        queue.push(work);
        if (clock != null) {
            ticket.after = clock.incrementAndGet();
        }
    }

    private static String check(List<Ticket> ran, WorkQueue queue, boolean timed) {
        int[] next = new int[ADDERS];
        for (Ticket ticket : ran) {
            if (ticket.number != next[ticket.adder]++) {
                return "adder " + ticket.adder + ": " + ticket.number + " ran as number "
                        + (next[ticket.adder] - 1);
            }
        }
        if (ran.size() != ADDERS * EACH || !queue.isEmpty()) {
            return ran.size() + " of " + ADDERS * EACH + " ran";
        }
        int earliestEnd = Integer.MAX_VALUE; // among those that ran later
        for (int i = ran.size() - 1; timed && i >= 0; i--) {
            Ticket ticket = ran.get(i);
            if (earliestEnd < ticket.before) {
                return "one ran before another that had been added before it";
            }
            earliestEnd = Math.min(earliestEnd, ticket.after);
        }
        return null;
    }
}

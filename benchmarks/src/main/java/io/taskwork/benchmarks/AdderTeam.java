// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;

/** Platform threads that add all their works to one queue, each time they are told to. */
final class AdderTeam {
    private final IntConsumer add;
    private final int works;
    private final int size;
    private final CyclicBarrier start;
    private final CyclicBarrier end;
    private final Thread[] adders;

    AdderTeam(IntConsumer add, int works, int size) {
        this.add = add;
        this.works = works;
        this.size = size;
        start = new CyclicBarrier(size + 1);
        end = new CyclicBarrier(size + 1);
        adders = new Thread[size];
        for (int i = 0; i < size; i++) {
            int me = i;
            adders[i] = Thread.ofPlatform().daemon().start(() -> {
                while (await(start)) {
                    addShare(me);
                    await(end);
                }
            });
        }
    }

    private void addShare(int me) {
        int to = (int) ((long) works * (me + 1) / size);
        for (int i = (int) ((long) works * me / size); i < to; i++) {
            add.accept(i);
        }
    }

    /** Returns once all have begun. */
    void begin() {
        await(start);
    }

    /** Waits until all have ended; {@link #begin} must come before. */
    void awaitEnd() {
        await(end);
    }

    /** Returns once all works are added. A single adder is the calling thread itself. */
    void addAll() {
        if (size == 1) {
            addShare(0);
        } else {
            begin();
            awaitEnd();
        }
    }

    void stop() {
        for (Thread adder : adders) {
            adder.interrupt();
        }
    }

    private static boolean await(CyclicBarrier barrier) {
        try {
            barrier.await();
            return true;
        } catch (InterruptedException | BrokenBarrierException e) {
            return false; // stop() was called
        }
    }
}

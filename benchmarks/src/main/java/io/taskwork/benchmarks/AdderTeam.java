// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Platform threads that add all their works to one queue, each time they are told to. */
final class AdderTeam {
    private final CyclicBarrier start;
    private final Thread[] adders;

    AdderTeam(Candidate queue, Object[] works, int size) {
        start = new CyclicBarrier(size + 1);
        adders = new Thread[size];
        int share = works.length / size;
        for (int i = 0; i < size; i++) {
            int from = i * share;
            int to = i == size - 1 ? works.length : from + share;
            adders[i] = Thread.ofPlatform().daemon().start(() -> {
                while (awaitStart()) {
                    for (int k = from; k < to; k++) {
                        queue.add(works[k]);
                    }
                }
            });
        }
    }

    /** Returns once all have begun; the caller drains, and so knows when they are done. */
    void go() {
        awaitStart();
    }

    void stop() {
        for (Thread adder : adders) {
            adder.interrupt();
        }
    }

    private boolean awaitStart() {
        try {
            start.await();
            return true;
        } catch (InterruptedException | BrokenBarrierException e) {
            return false; // told to stop
        }
    }
}

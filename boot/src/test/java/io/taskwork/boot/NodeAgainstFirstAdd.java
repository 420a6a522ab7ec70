// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread that waits for locks finds the node that it noted last, and its queue stays, while
 * others make its target, in whose place the slot keeps the node until then.
 */
final class NodeAgainstFirstAdd implements Race {
    private static final int SLOTS = 100;
    private static final int NODES = 5;

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        Slot[] slots = new Slot[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
        Target[] found = new Target[SLOTS];
        AtomicInteger lost = new AtomicInteger();
        AtomicInteger arrivals = new AtomicInteger();
        Actors actors = new Actors();
        actors.add(() -> {
            for (int i = 0; i < SLOTS; i++) {
                OneQueuePerSlot.arrive(arrivals, i, 2);
                for (int n = 0; n < NODES; n++) {
                    Object node = n % 2 == 0 ? new Object() : null;
                    slots[i].setNode(node);
                    Actors.pause();
                    if (slots[i].node() != node) {
                        lost.incrementAndGet();
                    }
                }
            }
        });
        actors.add(() -> {
            for (int i = 0; i < SLOTS; i++) {
                OneQueuePerSlot.arrive(arrivals, i, 2);
                found[i] = slots[i].targetOrNew();
            }
        });
        String trouble = actors.run(patience);
        if (trouble == null && lost.get() > 0) {
            return lost + " nodes are lost";
        }
        for (int i = 0; trouble == null && i < SLOTS; i++) {
            if (found[i] != slots[i].target()) {
                return "the queue is lost";
            }
        }
        return trouble;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the races again, with the scheduler let in at every step, so that narrow windows become
 * wide.
 */
class PausedRacesTest {
    @ParameterizedTest
    @ValueSource(classes = {
        ManyAdders.class, CloseAgainstAdd.class, ClaimTwice.class, OneQueuePerSlot.class,
        CancelAgainstDrain.class, MovesBetweenQueues.class, AddWhileRunning.class,
        OneSlotPerThread.class, WalksAgainstBatches.class, NodeAgainstFirstAdd.class
    })
    void holds(Class<? extends Race> race) throws Exception {
        Races.assertHolds(race, paused());
    }

    private static Patched paused() {
        return new Patched()
                .pauseAt("WorkList", "casHead", "takeOnly", "takeOnlyFresh", "moveChunk",
                        "detach", "appendSegment", "unlink", "isEmpty")
                .pauseAt("SpinLock", "lock", "unlock", "unlockCounting", "count")
                .pauseAt("Batches", "continueBatch", "countEnded")
                .pauseAt("Work", "claim", "casState", "phase", "state", "setPhase", "finish")
                .pauseAt("OlderThreads", "find", "bucket", "withoutGone")
                .pauseAt("Slot", "target", "targetOrNew", "closeUnused", "setNode", "compareAndSet");
    }
}

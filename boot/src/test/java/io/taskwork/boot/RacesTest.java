// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static io.taskwork.boot.Races.assertBreaks;
import static io.taskwork.boot.Races.assertHolds;

import org.junit.jupiter.api.Test;

/**
 * Runs each race on the classes as built, and on twins of them that lack what the race is about.
 */
class RacesTest {
    @Test
    void nothingIsLostAmongManyAdders() throws Exception {
        assertHolds(ManyAdders.class);
    }

    @Test
    void addersLoseWorksIfHeadIsSetWithoutCompare() throws Exception {
        assertBreaks(ManyAdders.class, new Patched()
                .replace("WorkList", "casHead", "compareAndSetReference", Weak.class));
    }

    @Test
    void addersLoseWorksIfTheIncomingListIsDetachedInTwoSteps() throws Exception {
        assertBreaks(ManyAdders.class, new Patched()
                .replace("WorkList", "detach", "casHead", Weak.class));
    }

    @Test
    void addersLoseWorksIfTheOnlyOneIsTakenInTwoSteps() throws Exception {
        assertBreaks(ManyAdders.class, new Patched()
                .replace("WorkList", "takeOnlyFresh", "casHead", Weak.class));
    }

    @Test
    void everyAddRunsOrIsCancelled() throws Exception {
        assertHolds(CancelAgainstDrain.class);
    }

    @Test
    void worksRunTwiceOrNeverIfRunnerAndCancellersShareNoLock() throws Exception {
        assertBreaks(CancelAgainstDrain.class, new Patched()
                .replace("SpinLock", "lock", "compareAndSetInt", Weak.NoLock.class)
                .pauseAt("WorkList", "unlink", "moveChunk"));
    }

    @Test
    void worksRunTwiceOrNeverIfTheLockIsTakenInTwoSteps() throws Exception {
        assertBreaks(CancelAgainstDrain.class, new Patched()
                .replace("SpinLock", "lock", "compareAndSetInt", Weak.class)
                .replace("SpinLock", "tryLock", "compareAndSetInt", Weak.class)
                .pauseAt("WorkList", "unlink", "moveChunk"));
    }

    @Test
    void everyAddRunsOrIsCancelledWhileTheWorkMovesBetweenThreads() throws Exception {
        assertHolds(MovesBetweenQueues.class);
    }

    @Test
    void aMovingWorkIsCancelledAndRunsIfThereIsNoLock() throws Exception {
        assertBreaks(MovesBetweenQueues.class, new Patched()
                .replace("SpinLock", "lock", "compareAndSetInt", Weak.NoLock.class)
                .pauseAt("WorkList", "unlink", "moveChunk"));
    }

    @Test
    void everyCallbackRunsOrIsTakenBack() throws Exception {
        assertHolds(WalksAgainstBatches.class);
    }

    @Test
    void callbacksRunAndAreTakenBackIfTheBatchIsCountedInTwoSteps() throws Exception {
        assertBreaks(WalksAgainstBatches.class, new Patched()
                .replace("SpinLock", "count", "compareAndSetInt", Weak.class));
    }

    @Test
    void callbacksRunAndAreTakenBackIfTheLockDoesNotEndTheBatch() throws Exception {
        assertBreaks(WalksAgainstBatches.class, new Patched()
                .replace("SpinLock", "tryLock", "countEnded", Weak.class));
    }

    @Test
    void aCallbackRunsAndIsTakenBackIfTheOnlyOneIsDetachedInTwoSteps() throws Exception {
        assertBreaks(WalksAgainstBatches.class, new Patched()
                .replace("WorkList", "detach", "casHead", Weak.class));
    }

    @Test
    void whatIsAcceptedRunsBeforeTheClose() throws Exception {
        assertHolds(CloseAgainstAdd.class);
    }

    @Test
    void acceptedWorksAreLostIfCloseLooksAndThenWrites() throws Exception {
        assertBreaks(CloseAgainstAdd.class, new Patched()
                .replace("WorkQueue", "close", "casHead", Weak.class));
    }

    @Test
    void oneOfTwoAddersOfAWorkWins() throws Exception {
        assertHolds(ClaimTwice.class);
    }

    @Test
    void bothAddersWinIfTheStateIsSetWithoutCompare() throws Exception {
        assertBreaks(ClaimTwice.class, new Patched()
                .replace("Work", "casState", "compareAndSetInt", Weak.class));
    }

    @Test
    void worksAreInTheQueueTwiceIfTheStateIsSetWithoutCompare() throws Exception {
        assertBreaks(AddWhileRunning.class, new Patched()
                .replace("Work", "casState", "compareAndSetInt", Weak.class));
    }

    @Test
    void firstAddsToAnOlderThreadSeeOneTask() throws Exception {
        assertHolds(OneSlotPerThread.class);
    }

    @Test
    void aWorkAddedWhileItRunsRunsAgain() throws Exception {
        assertHolds(AddWhileRunning.class);
    }

    @Test
    void theEndOfARunIsNotThatOfTheNextOneElsewhere() throws Exception {
        assertHolds(EndsInTwoQueues.class);
    }

    @Test
    void aRunElsewhereEndsEarlyIfTheQueueIsNotCompared() throws Exception {
        assertBreaks(EndsInTwoQueues.class, new Patched()
                .replace("Work", "finish", "isOf", Weak.class));
    }

    @Test
    void twoTasksForAThreadIfTheTableIsSetWithoutCompare() throws Exception {
        assertBreaks(OneSlotPerThread.class, new Patched()
                .replace("OlderThreads", "findOrAdd", "compareAndSet", Weak.class));
    }

    @Test
    void firstAddsAndExitSeeOneQueue() throws Exception {
        assertHolds(OneQueuePerSlot.class);
    }

    @Test
    void twoQueuesForAThreadIfTheTargetIsSetWithoutCompare() throws Exception {
        assertBreaks(OneQueuePerSlot.class, new Patched()
                .replace("Slot", "compareAndSet", "compareAndSetReference", Weak.class));
    }

    @Test
    void aNodeIsNotLostWhereTheTargetTakesItsPlace() throws Exception {
        assertHolds(NodeAgainstFirstAdd.class);
    }

    @Test
    void theQueueIsLostIfANodeIsSetWithoutCompare() throws Exception {
        assertBreaks(NodeAgainstFirstAdd.class, new Patched()
                .replace("Slot", "compareAndSet", "compareAndSetReference", Weak.class));
    }
}

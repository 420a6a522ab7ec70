// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** The weakened twin: the compare-and-set of push as a look and a store. */
public final class WeakQueueOperations extends QueueOperations {
    @Override
    boolean push(WorkQueue queue, Work work) {
        if (queue.isClosed()) {
            work.setPhase(Work.IDLE);
            return false;
        }
        Weakened.push(queue, work);
        return true;
    }
}

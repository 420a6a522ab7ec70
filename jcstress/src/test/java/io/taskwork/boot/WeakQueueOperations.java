// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** The weakened twin, in which push reads and then stores. */
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

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** A queue with a batch of two works in order, as it is when a drain has just begun. */
public class Batch {
    final WorkQueue queue = new WorkQueue();
    final Work work = Works.queued(queue);
    final Work next = Works.queued(queue);

    public Batch() {
        queue.begin(new Walk()); // puts them in order
    }
}

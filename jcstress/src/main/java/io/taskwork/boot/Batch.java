// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** A batch of two works, in order: what a drain has begun with. */
public class Batch {
    final WorkQueue queue = new WorkQueue();
    final Work work = Works.queued(queue);
    final Work next = Works.queued(queue);

    public Batch() {
        queue.begin(new Walk()); // puts them in order
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** A queue with two works in order, as it is when a drain has just begun. */
public class Batch {
    final Target queue = new Target();
    final Work work = Works.queuedWithHandle(queue);
    final Work next = Works.queuedWithHandle(queue);

    public Batch() {
        queue.find(next); // puts them in order
    }
}

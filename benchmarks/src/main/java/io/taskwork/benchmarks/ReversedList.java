// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A compare-and-set LIFO list that is taken as a whole and reversed, as in Linux. A cancelled work
 * stays in the list until it is drained, and therefore cannot be added again at once. This falls
 * short of the contract, and shows what the lock and the second list of the real queue cost.
 */
final class ReversedList implements Candidate {
    private final AtomicReference<Node> head = new AtomicReference<>();

    @Override
    public Object newWork(Runnable callback) {
        return new Node(callback);
    }

    @Override
    public void add(Object work) {
        Node node = (Node) work;
        node.claim();
        Node h;
        do {
            h = head.get();
            node.nextPlain(h);
        } while (!head.compareAndSet(h, node));
    }

    @Override
    public int drain() {
        int ran = 0;
        while (head.getAcquire() != null) {
            for (Node node = reverse(head.getAndSet(null)); node != null; ) {
                Node next = node.nextPlain();
                if (node.run()) {
                    ran++;
                }
                node = next;
            }
        }
        return ran;
    }

    private static Node reverse(Node newest) {
        Node ordered = null;
        for (Node node = newest; node != null; ) {
            Node older = node.nextPlain();
            node.nextPlain(ordered);
            ordered = node;
            node = older;
        }
        return ordered;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Vyukov's intrusive MPSC queue: an add is a get-and-set of the tail and a store, wait-free, and
 * nothing needs to be put in order.
 *
 * <p>It falls short of the contract in three ways. An adder that stops between the two steps hides
 * all works that are added after it. A get-and-set cannot be refused, and therefore closing needs
 * more than this word. A cancelled work stays linked and cannot be added again at once.
 */
final class LinkedQueue implements Candidate {
    private final Node stub = new Node(null);
    private final AtomicReference<Node> tail = new AtomicReference<>(stub);

    /** The oldest node, or the stub; only the drainer uses it. */
    private Node first = stub;

    @Override
    public Object newWork(Runnable callback) {
        return new Node(callback);
    }

    @Override
    public void add(Object work) {
        Node node = (Node) work;
        node.claim();
        push(node);
    }

    private void push(Node node) {
        node.nextPlain(null);
        tail.getAndSet(node).nextRelease(node);
    }

    @Override
    public int drain() {
        int ran = 0;
        for (Node node; (node = poll()) != null; ) {
            if (node.run()) {
                ran++;
            }
        }
        return ran;
    }

    private Node poll() {
        Node node = first;
        Node next = node.nextAcquire();
        if (node == stub) {
            if (next == null) {
                return null;
            }
            first = node = next;
            next = node.nextAcquire();
        }
        if (next == null) {
            if (tail.getAcquire() != node) {
                return null; // an adder is between its two steps
            }
            push(stub); // the last node can leave only if it has a next
            next = node.nextAcquire();
            if (next == null) {
                return null;
            }
        }
        first = next;
        return node;
    }
}

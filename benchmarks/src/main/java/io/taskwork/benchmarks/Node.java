// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The work of the candidates that are not the real one: an intrusive, singly linked node. */
final class Node {
    private static final int IDLE = 0;
    private static final int QUEUED = 1;
    private static final int RUNNING = 2;

    final Runnable callback;

    private volatile int state;
    private volatile Node next;

    Node(Runnable callback) {
        this.callback = callback;
    }

    /** For one add. */
    void claim() {
        if (!STATE.compareAndSet(this, IDLE, QUEUED)) {
            throw new IllegalStateException("queued already");
        }
    }

    /** A cancel would claim it in the same way, so one of them gets it. */
    boolean start() {
        return STATE.compareAndSet(this, QUEUED, RUNNING);
    }

    /** A compare-and-set, since the callback may have added its own work again. */
    void finish() {
        STATE.compareAndSet(this, RUNNING, IDLE);
    }

    /** To be called once the node is out of its queue, as it may be added again at once. */
    boolean run() {
        if (!start()) {
            return false;
        }
        try {
            callback.run();
        } finally {
            finish();
        }
        return true;
    }

    Node nextAcquire() {
        return (Node) NEXT.getAcquire(this);
    }

    Node nextPlain() {
        return (Node) NEXT.get(this);
    }

    void nextPlain(Node node) {
        NEXT.set(this, node);
    }

    void nextRelease(Node node) {
        NEXT.setRelease(this, node);
    }

    private static final VarHandle STATE;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Node.class, "state", int.class);
            NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

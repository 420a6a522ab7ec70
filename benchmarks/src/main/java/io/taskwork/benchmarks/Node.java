// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The work of the candidates other than the real one: an intrusive, singly linked node. */
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

    /** Claims the work for one add. */
    void claim() {
        if (!STATE.compareAndSet(this, IDLE, QUEUED)) {
            throw new IllegalStateException("queued already");
        }
    }

    /** Claims the work for a run. A cancel would claim it in the same way; only one succeeds. */
    boolean start() {
        return STATE.compareAndSet(this, QUEUED, RUNNING);
    }

    /** Uses a compare-and-set, since the callback may have added its own work again. */
    void finish() {
        STATE.compareAndSet(this, RUNNING, IDLE);
    }

    /** Runs it. The node must be out of its queue, since it may be added again at once. */
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

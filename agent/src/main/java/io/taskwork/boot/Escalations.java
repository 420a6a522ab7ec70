// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;

/** Works that become SIGNAL if they have not started in time; one timer for all. */
final class Escalations implements Runnable {
    private static final EscalationHeap HEAP = new EscalationHeap();

    /** Started by the first use. */
    private static volatile Thread timer;

    private Escalations() {}

    /** For an add which has been done. The caller has made sure of much stack room. */
    static void schedule(Posting posting) {
        try {
            if (timer == null) {
                start();
            }
            if (HEAP.add(posting)) {
                LockSupport.unpark(timer);
            }
        } catch (VirtualMachineError e) {
            forget(posting);
            posting.escalate(); // no memory: better too early than never
        }
    }

    /** The add is over, or is not to be escalated. The caller has made sure of stack room. */
    static void forget(Posting posting) {
        if (HEAP.remove(posting)) {
            LockSupport.unpark(timer); // it gives memory back
        }
    }

    private static synchronized void start() {
        if (timer == null) {
            Thread t = new Thread(null, new Escalations(), "taskwork-timer", 0, false);
            t.setDaemon(true);
            t.setContextClassLoader(null); // not that of whoever came first
            t.start();
            timer = t;
        }
    }

    @Override
    public void run() {
        Masks.open(); // for good: no callback shall hold up others here
        for (;;) {
            escalateAll();
            long nanos = HEAP.nanosToFirst();
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park();
            } else if (nanos > 0L) {
                LockSupport.parkNanos(nanos);
            }
        }
    }

    private static void escalateAll() {
        try {
            long now = System.nanoTime();
            for (Posting posting; (posting = HEAP.poll(now)) != null;) {
                posting.escalate();
            }
            HEAP.shrink();
        } catch (Throwable ignored) {
            // No memory: the work is queued, and the next one has its turn.
        }
    }
}

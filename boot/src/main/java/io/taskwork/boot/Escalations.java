// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;

/**
 * The timer for works that become SIGNAL if they have not started in time; one thread serves all.
 */
final class Escalations implements Runnable {
    private static final EscalationHeap HEAP = new EscalationHeap();

    /** The timer's thread, started at the first use. */
    private static volatile Thread timer;

    private Escalations() {}

    /**
     * Schedules the escalation of a completed add. The caller has ensured that there is much stack
     * room.
     */
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
            posting.escalate(); // without memory, a SIGNAL too early is better than none
        }
    }

    /**
     * Called when the add is over, or is not to be escalated. The caller has ensured stack room.
     */
    static void forget(Posting posting) {
        if (HEAP.remove(posting)) {
            LockSupport.unpark(timer); // the timer gives memory back
        }
    }

    private static synchronized void start() {
        if (timer == null) {
            Thread t = new Thread(null, new Escalations(), "taskwork-timer", 0, false);
            t.setDaemon(true);
            t.setContextClassLoader(null); // not the loader of whichever thread came first
            t.start();
            timer = t;
        }
    }

    @Override
    public void run() {
        Masks.open(); // for good, so that no callback delays others here
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
            // There is no memory. The work is queued, and the next posting has its turn.
        }
    }
}

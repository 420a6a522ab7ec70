// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.concurrent.locks.LockSupport;

/**
 * A virtual thread that is parked, or is busy without a run point, or drains all the time. In the
 * first two states it drains when it is asked to.
 */
final class AddTarget {
    private final String doing;
    private final Runnable drain;
    private final Thread thread;
    private long ran;
    private volatile int asked;
    private volatile int answered;
    private volatile boolean over;

    AddTarget(String doing, Runnable drain) {
        this.doing = doing;
        this.drain = drain;
        thread = Thread.ofVirtual().start(this::live);
    }

    Thread thread() {
        return thread;
    }

    /** Returns what the works do; only the target runs it. */
    Runnable callback() {
        return callback;
    }

    private final Runnable callback = () -> ran++;

    private void live() {
        while (!over) {
            int ask = asked;
            if (answered != ask) {
                drain.run();
                answered = ask;
            } else if (doing.equals("draining")) {
                drain.run();
                Thread.onSpinWait();
            } else if (doing.equals("running")) {
                Thread.onSpinWait();
            } else {
                LockSupport.park();
            }
        }
    }

    /** Returns once nothing is queued and the thread is back in its state. */
    void runQueued() {
        int ask = asked + 1;
        asked = ask;
        LockSupport.unpark(thread);
        while (answered != ask
                || (doing.equals("parked") && thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
    }

    void stop() throws InterruptedException {
        over = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.TaskWorks;
import java.util.concurrent.locks.LockSupport;

/** A virtual thread that is parked, or busy without a run point, and drains when it is asked to. */
final class AddTarget {
    private final boolean running;
    private final Runnable alsoDrain;
    private final Thread thread;
    private volatile int asked;
    private volatile int answered;
    private volatile boolean over;

    AddTarget(boolean running, Runnable alsoDrain) {
        this.running = running;
        this.alsoDrain = alsoDrain;
        thread = Thread.ofVirtual().start(this::live);
    }

    Thread thread() {
        return thread;
    }

    private void live() {
        while (!over) {
            int ask = asked;
            if (answered != ask) {
                TaskWorks.run();
                alsoDrain.run();
                answered = ask;
            } else if (running) {
                Thread.onSpinWait();
            } else {
                LockSupport.park();
            }
        }
    }

    /** Returns once nothing is queued and the thread does again what it is there for. */
    void runQueued() {
        int ask = asked + 1;
        asked = ask;
        LockSupport.unpark(thread);
        while (answered != ask || (!running && thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
    }

    void stop() throws InterruptedException {
        over = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}

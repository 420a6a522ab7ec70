// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Works that become SIGNAL if they have not started in time; one timer for all. */
final class Escalations {
    /** Its thread is started by the first use. */
    private static final ScheduledThreadPoolExecutor TIMER =
            new ScheduledThreadPoolExecutor(1, new Daemon());

    private record Escalation(Thread thread, Work work, int round) implements Runnable {
        @Override
        public void run() {
            if (work.isQueued(round)) {
                Adds.notify(thread, Adds.SIGNAL);
            }
        }
    }

    private record Body(Runnable worker) implements Runnable {
        @Override
        public void run() {
            Masks.open(); // for good: no callback shall hold up others here
            worker.run();
        }
    }

    private static final class Daemon implements ThreadFactory {
        @Override
        public Thread newThread(Runnable worker) {
            Thread thread = new Thread(null, new Body(worker), "taskwork-timer", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null); // not that of whoever came first
            return thread;
        }
    }

    private Escalations() {}

    /** For the add of that round, which has been done. */
    static void schedule(Thread thread, Work work, int round, long nanos) {
        try {
            TIMER.schedule(new Escalation(thread, work, round), nanos, TimeUnit.NANOSECONDS);
        } catch (VirtualMachineError e) {
            Adds.notify(thread, Adds.SIGNAL); // no memory: better too early than never
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;

/** Runs a thread's works on that thread: {@code task_work_run} and {@code exit_task_work}. */
final class Drain {
    /** A drain that has lasted this long gives up its carrier ({@code cond_resched}). */
    private static final long SLICE_NANOS = 200_000L;

    /** How many works run between two looks at the clock. */
    private static final int WORKS_PER_LOOK = 16;

    private Drain() {}

    /**
     * Runs all works of the current thread, those added meanwhile included. Not to be called while
     * it drains already.
     *
     * @return how many ran
     */
    static int run(Thread self, Task task, Target target) {
        Object node = task.node;
        Object blocker = LockSupport.getBlocker(self);
        boolean interrupted = Thread.interrupted();
        target.interruptConsumed = false;
        target.interruptOwn = false;
        target.draining = true;
        int ran = 0;
        try {
            do {
                target.attended = true;
                task.due = false; // before the look: an adder that comes later sets it again
                ran += runQueued(self, target);
                target.attended = false; // before the last look: an adder that comes later wakes
            } while (!target.isEmpty());
        } finally {
            target.draining = false;
            target.attended = false;
            task.node = node;
            if (blocker != null) {
                LockSupport.setCurrentBlocker(blocker);
            }
            restoreInterrupt(self, target, interrupted);
        }
        return ran;
    }

    /** Runs what is queued until nothing is; also from within a callback. */
    static int runQueued(Thread self, Target target) {
        int ran = 0;
        long sliceStart = 0L;
        for (Work work; (work = target.poll()) != null; ) {
            if (work != WorkQueue.MOVING) {
                // No frame between poll and try: what is taken out is run, or reported.
                int round = work.round();
                try {
                    work.callback.run();
                } catch (Throwable e) {
                    report(self, e);
                } finally {
                    work.finish(round);
                }
                ran++;
            }
            if (ran % WORKS_PER_LOOK == 0 && self.isVirtual()) {
                long now = System.nanoTime();
                if (sliceStart == 0L) {
                    sliceStart = now;
                } else if (now - sliceStart > SLICE_NANOS) {
                    giveUpCarrier();
                    sliceStart = System.nanoTime();
                }
            }
        }
        return ran;
    }

    /** The last drain: runs works until none is left, then refuses every later one. */
    static void exit(Thread self, Task task) {
        if (task.closeUnused()) {
            return;
        }
        Target target = task.target();
        target.exiting = true;
        while (!target.isClosed() && !target.close()) {
            run(self, task, target);
        }
    }

    /** For a thread that ended without running its last works, as one whose start failed. */
    static void discard(Task task) {
        if (task.closeUnused()) {
            return;
        }
        Target target = task.target();
        while (!target.isClosed() && !target.close()) {
            Work work = target.poll();
            if (work != null && work != WorkQueue.MOVING) {
                work.finish(work.round());
            }
        }
    }

    /** As {@code Thread.dispatchUncaughtException}; the next work runs whatever the handler does. */
    private static void report(Thread self, Throwable e) {
        try {
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        } catch (Throwable ignored) {
            // The VM ignores what a handler throws, too.
        }
    }

    private static void giveUpCarrier() {
        try {
            Thread.yield();
        } catch (Throwable ignored) {
            // The scheduler has no room for a task: go on without a pause.
        }
    }

    /** The status the thread had, plus what was meant for it, less what callbacks did to themselves. */
    private static void restoreInterrupt(Thread self, Target target, boolean before) {
        boolean now = Thread.interrupted();
        if (before || target.interruptConsumed || (now && !target.interruptOwn)) {
            self.interrupt();
        }
    }
}

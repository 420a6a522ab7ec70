// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** Ends a thread's queue: {@code exit_task_work}. */
final class LastDrain {
    private LastDrain() {}

    /**
     * The last drain: runs works until none is left, then one exit hook and again works, until no
     * hook is left either; then refuses every later one.
     */
    static void exit(Thread self, Slot slot) {
        if (slot.closeUnused()) {
            return;
        }
        Target target = slot.target();
        if (target.isClosed()) {
            return; // an earlier one of the run points at a thread's end has closed it
        }
        target.exiting = true;
        target.masks = 0; // the thread's own code may have left some open
        Masks.ended(target);
        while (!target.isClosed() && !target.close()) { // close lets the next hook in
            try {
                Drain.run(self, slot, target, RunPoint.EXIT);
            } catch (Throwable e) {
                Drain.report(self, null, e); // no callback threw it; works are left, so go on
            }
        }
        DueThreads.remove(target); // an adder may have marked the thread before the close
        target.thread = null; // the slot of a thread older than the agent must not keep that thread
    }

    /**
     * Discards the works of a thread that ended without running its last works, such as one whose
     * start failed.
     */
    static void discard(Thread thread, Slot slot) {
        if (slot.closeUnused()) {
            return;
        }
        Target target = slot.target();
        if (target.isClosed()) {
            return; // the thread has run its last works
        }
        while (!target.isClosed() && !target.close()) {
            Work work = target.poll();
            if (work != null) {
                work.finish(target);
                reject(thread, work);
            }
        }
        DueThreads.remove(target);
    }

    /**
     * Completes the future of a {@code TaskWorks.call}, for which somebody may wait. The thread is
     * a virtual one, whose class is final, so that its toString may be called.
     */
    private static void reject(Thread thread, Work work) {
        if (work.callback instanceof CompletableFuture<?> future) {
            try {
                future.completeExceptionally(
                        new RejectedExecutionException(thread + " could not be started"));
            } catch (Throwable e) {
                Drain.report(thread, work.callback, e);
            }
        }
    }
}

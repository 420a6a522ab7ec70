// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.Continuation;

/**
 * The task that a carrier runs to continue a virtual thread. It is like the {@code
 * ForkJoinTask.RunnableExecuteAction} that {@code unpark} submits, without what that does for
 * threads that may cancel or join it: it stores its runner, clears it, and completes, each with a
 * barrier. Nobody cancels or joins this task. A refusal is not recorded as {@code
 * jdk.VirtualThreadSubmitFailed} either.
 *
 * <p>Each wake makes a new one: {@code ForkJoinPool} takes a task out of a queue by comparing it,
 * and if the same task came again, a slow thief could take it from a later place and corrupt the
 * queue.
 */
final class Resume extends ForkJoinTask<Void> {
    private static final long serialVersionUID = 1L;

    private static final long NO_MEMORY_PAUSE_NANOS = 100_000_000L;

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long STATUS = JdkFields.TASK_STATUS.offset();
    private static final int NO_USER_HELP = JdkFields.NO_USER_HELP.constantOr(0);

    private final transient Runnable runContinuation;

    private Resume(Runnable runContinuation) {
        this.runContinuation = runContinuation;
        U.putInt(this, STATUS, NO_USER_HELP); // lets the pool wake as many workers
    }

    /**
     * Does what {@code VirtualThread.submitRunContinuation} does. Any thread may call it; the state
     * is UNPARKED or UNBLOCKED already.
     */
    static void submit(Executor scheduler, Runnable runContinuation) {
        for (;;) {
            try {
                if (Threads.isVirtual(Thread.currentThread())) {
                    Continuation.pin();
                    try {
                        execute(scheduler, runContinuation);
                    } finally {
                        Continuation.unpin();
                    }
                } else {
                    execute(scheduler, runContinuation);
                }
                return;
            } catch (OutOfMemoryError e) {
                SpinLock.pause(NO_MEMORY_PAUSE_NANOS); // nobody else would submit it
            }
        }
    }

    private static void execute(Executor scheduler, Runnable runContinuation) {
        if (scheduler.getClass() == ForkJoinPool.class) {
            ((ForkJoinPool) scheduler).execute(new Resume(runContinuation));
        } else {
            scheduler.execute(runContinuation);
        }
    }

    /** Continues the virtual thread. Called on a carrier. */
    @Override
    protected boolean exec() {
        try {
            runContinuation.run();
        } catch (Throwable e) {
            onThrown(e);
        }
        return false; // it never completes
    }

    /** Does what {@code RunnableExecuteAction.onAuxExceptionSet} does. */
    private static void onThrown(Throwable e) {
        Thread carrier = Thread.currentThread();
        try {
            carrier.getUncaughtExceptionHandler().uncaughtException(carrier, e);
        } catch (Throwable ignored) { // ignored there as well
        }
    }

    @Override
    public Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(Void value) {}
}

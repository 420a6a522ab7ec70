// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.Continuation;

/**
 * What a carrier runs to let a virtual thread go on. The same as what {@code unpark} submits, a
 * {@code ForkJoinTask.RunnableExecuteAction}, less what that does for whoever may cancel or join
 * it: it notes its runner, forgets it, and completes, each a barrier. Nobody does either here.
 * (Nor is a refusal recorded as {@code jdk.VirtualThreadSubmitFailed}.)
 *
 * <p>One for each wake: {@code ForkJoinPool} takes a task out of a queue by comparing it, and with
 * one that comes again a slow thief could take it from a later place, and ruin the queue.
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
        U.putInt(this, STATUS, NO_USER_HELP); // so that the pool wakes as many workers for it
    }

    /** {@code VirtualThread.submitRunContinuation}. Any thread; the state says UN- already. */
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

    /** On a carrier. */
    @Override
    protected boolean exec() {
        try {
            runContinuation.run();
        } catch (Throwable e) {
            onThrown(e);
        }
        return false; // it never completes
    }

    /** As {@code RunnableExecuteAction.onAuxExceptionSet}. */
    private static void onThrown(Throwable e) {
        Thread carrier = Thread.currentThread();
        try {
            carrier.getUncaughtExceptionHandler().uncaughtException(carrier, e);
        } catch (Throwable ignored) { // as there
        }
    }

    @Override
    public Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(Void value) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * A callback with a result, and the future of that result. The runtime completes it exceptionally,
 * as any {@code CompletableFuture} that is queued, if its thread's start fails.
 */
final class Call<T> extends CompletableFuture<T> implements Runnable {
    private final Callable<T> task;
    private final TaskWork work = TaskWork.of(this);

    private Call(Callable<T> task) {
        this.task = task;
    }

    static <T> CompletableFuture<T> on(Thread target, Callable<T> task, Notify notify) {
        Call<T> call = new Call<>(task);
        if (!TaskWorks.add(target, call.work, notify)) {
            call.completeExceptionally(exited(target));
        }
        return call;
    }

    /** Asks no subclass for its text: that may throw, or block the caller. */
    static RejectedExecutionException exited(Thread target) {
        boolean own = target.isVirtual() || target.getClass() == Thread.class;
        String name = own ? target.toString()
                : "Thread[#" + target.threadId() + "," + target.getName() + "]";
        return new RejectedExecutionException(name + " has exited");
    }

    @Override
    public void run() {
        if (isDone()) {
            return; // completed by somebody else, as orTimeout does
        }
        try {
            complete(task.call());
        } catch (Throwable e) {
            completeExceptionally(e);
        }
    }

    /** Takes the work back if it has not started. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        work.cancel();
        return super.cancel(mayInterruptIfRunning);
    }

    /** Stages that depend on this one are ordinary futures. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}

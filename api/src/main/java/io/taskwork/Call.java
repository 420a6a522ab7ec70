// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A callback with a result, and the future of that result. If its thread's start fails, the runtime
 * completes it exceptionally, as it does any {@code CompletableFuture} that is queued.
 */
final class Call<T extends @Nullable Object> extends CompletableFuture<T> implements Runnable {
    private final Callable<T> task;
    private final TaskWork work = TaskWork.of(this);

    private Call(Callable<T> task) {
        this.task = task;
    }

    static <T extends @Nullable Object> CompletableFuture<T> on(
            Thread target, Callable<T> task, Notify notify) {
        Call<T> call = new Call<>(task);
        if (!TaskWorks.add(target, call.work, notify)) {
            call.fail(exited(target));
        }
        return call;
    }

    /**
     * Returns what to throw for a thread that has exited. It does not call {@code toString} of a
     * subclass, which may throw or block the caller.
     */
    static RejectedExecutionException exited(Thread target) {
        boolean own = target.isVirtual() || target.getClass() == Thread.class;
        String name = own ? target.toString()
                : "Thread[#" + target.threadId() + "," + target.getName() + "]";
        return new RejectedExecutionException(name + " has exited");
    }

    @Override
    public void run() {
        if (isDone()) {
            return; // completed by somebody else, for example by orTimeout
        }
        try {
            super.complete(task.call());
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        super.completeExceptionally(e);
    }

    // If anybody else completes the future, orTimeout and completeOnTimeout included, the work is
    // no longer needed and is taken back unless it has started. The future is completed first: if
    // the stack overflows between the two steps, the other order would leave a future that nobody
    // completes.

    @Override
    public boolean complete(T value) {
        boolean done = super.complete(value);
        work.cancel();
        return done;
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        boolean done = super.completeExceptionally(thrown);
        work.cancel();
        return done;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean done = super.cancel(mayInterruptIfRunning);
        work.cancel();
        return done;
    }

    @Override
    public void obtrudeValue(T value) {
        super.obtrudeValue(value);
        work.cancel();
    }

    @Override
    public void obtrudeException(Throwable thrown) {
        super.obtrudeException(thrown);
        work.cancel();
    }

    /**
     * Takes the work back in the supplier, since {@code AsyncSupply} completes the future by a
     * method that cannot be overridden.
     */
    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        Objects.requireNonNull(supplier);
        return super.completeAsync(() -> {
            try {
                return supplier.get();
            } finally {
                work.cancel();
            }
        }, executor);
    }

    /** Makes the stages that depend on this one ordinary futures. */
    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}

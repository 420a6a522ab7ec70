// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A resource that many threads share by reference count and that the thread which opened it closes:
 * Linux's {@code struct file}, whose last {@code fput} queues the close on a task.
 *
 * <pre>{@code
 * OwnedResource<FileChannel> log = OwnedResource.of(channel, FileChannel::close, Notify.SIGNAL);
 * log.retain();              // a reference for another thread
 * other.submit(() -> {
 *     log.get().write(line);
 *     log.release();         // the last one: the owner closes the channel
 * });
 * }</pre>
 *
 * <p>A thread that holds a reference may use the resource; the thread that made this object holds
 * the first one. {@link #retain} and {@link #release} are atomic, from any thread, and neither
 * blocks nor allocates. What a thread wrote before its {@code release} is visible to the closer.
 *
 * <p>The closer runs once, on the owner: as a work that is queued by the last {@code release}, at
 * the run point that the mode asks for. If the owner has exited by then, the thread that released
 * last runs it itself, before {@code release} returns, as {@code delayed_fput} stands in for a task
 * that cannot take works any more. A {@link #confined} resource is the exception: its owner has
 * closed it by then. What the closer throws goes to the uncaught-exception handler of the thread
 * that runs it, like what any callback throws, and completes {@link #closed()}.
 *
 * @param <T> the resource's type
 */
public final class OwnedResource<T> {
    /**
     * Closes a resource.
     *
     * @param <T> the resource's type
     */
    @FunctionalInterface
    public interface Closer<T> {
        /**
         * Closes the resource. Called once.
         *
         * @param resource the resource to close
         * @throws Exception passed to the uncaught-exception handler and to {@link
         *     OwnedResource#closed()}
         */
        void close(T resource) throws Exception;
    }

    private static final VarHandle CLOSED;

    /** The outcome if the closer returned. Any other outcome is what it threw. */
    private static final Object DONE = new Object();

    private final T resource;
    private final Closer<? super T> closer;
    private final Notify notify;
    private final Thread owner = Thread.currentThread();
    private final TaskWork work = TaskWork.of(this::closeAsWork);

    /** Closes at the owner's exit; null if the resource is not confined. */
    private final @Nullable TaskWork hook;

    private final References references = new References();

    /** Set if the resource is confined and its owner exited with references left. */
    private volatile boolean ended;

    /**
     * Set when the closer is called. Accessed only by the owner or the thread that stands in for
     * it.
     */
    private boolean begun;

    /** Null until the closer has ended. Written before {@link #closed} is read. */
    private volatile @Nullable Object outcome;

    /** Made for the first caller that asks. Written before {@link #outcome} is read. */
    private volatile @Nullable CompletableFuture<@Nullable Void> closed;

    private OwnedResource(
            T resource, Closer<? super T> closer, Notify notify, boolean confined) {
        this.resource = Objects.requireNonNull(resource, "resource");
        this.closer = Objects.requireNonNull(closer, "closer");
        this.notify = Objects.requireNonNull(notify, "notify");
        hook = confined ? TaskWork.of(this::closeAtExit) : null;
    }

    /**
     * Makes the current thread the owner of a resource and the holder of its only reference.
     *
     * @param <T> the resource's type
     * @param resource what is to be shared
     * @param closer closes it, on the current thread
     * @param notify how the owner is notified of the close that the last {@link #release} queues.
     *     With {@link Notify#NONE} the close may come as late as the owner's exit
     * @return the resource with its count
     * @throws IllegalStateException if the agent is not active
     * @throws NullPointerException if an argument is null
     */
    public static <T> OwnedResource<T> of(
            T resource, Closer<? super T> closer, Notify notify) {
        Link.require();
        return new OwnedResource<>(resource, closer, notify, false);
    }

    /**
     * Makes the current thread the owner, like {@link #of}; the resource is closed at the owner's
     * exit at the latest, even if there are references left. Then {@link #get} throws, and {@link
     * #retain} returns false. The closer therefore always runs on the owner, as a confined arena
     * demands, and code that uses the resource on another thread must have a way to know that the
     * owner is still there. At exit, resources are closed in the order of {@link TaskWorks#onExit}.
     * Linux closes what a task has left open in the same place ({@code exit_files}).
     *
     * @param <T> the resource's type
     * @param resource what is to be shared
     * @param closer closes it, on the current thread
     * @param notify as in {@link #of}
     * @return the resource with its count
     * @throws IllegalStateException if the agent is not active, or the current thread has run its
     *     last works
     * @throws NullPointerException if an argument is null
     */
    public static <T> OwnedResource<T> confined(
            T resource, Closer<? super T> closer, Notify notify) {
        Link.require();
        OwnedResource<T> owned = new OwnedResource<>(resource, closer, notify, true);
        if (!owned.registerHook()) {
            throw new IllegalStateException("the current thread has run its last works");
        }
        return owned;
    }

    private boolean registerHook() {
        return hook != null && TaskWorks.onExit(owner, hook);
    }

    /**
     * Returns the resource, for a thread that holds a reference.
     *
     * @return the resource
     * @throws IllegalStateException if the last reference is gone, or the resource is confined and
     *     its owner has exited
     */
    public T get() {
        if (references.count() == 0 || ended) {
            throw new IllegalStateException("the resource is closed: "
                    + (ended ? "its owner has exited" : "its last reference is gone"));
        }
        return resource;
    }

    /**
     * Takes one more reference, unless the last one is gone: {@code get_file_rcu}. It may therefore
     * be called by threads that hold none and found the object in a table.
     *
     * @return true if a reference was taken; false if the resource is closed or about to be
     * @throws IllegalStateException if there are {@code Integer.MAX_VALUE} references
     */
    public boolean retain() {
        return !ended && references.retain();
    }

    /**
     * Gives a reference back: {@code fput}. The last one queues the close on the owner, or closes
     * on the current thread if the owner has exited. Does not throw what the closer throws.
     *
     * <p>If the JVM has no memory or stack left to queue the close, this method throws the
     * corresponding error, and the reference has not been given back.
     *
     * @return true if it was the last reference
     * @throws IllegalStateException if there is no reference to give back
     */
    public boolean release() {
        return references.release() && closeLast();
    }

    private boolean closeLast() {
        boolean queued;
        try {
            queued = TaskWorks.add(owner, work, notify);
        } catch (VirtualMachineError e) {
            // An add that overflows the stack fails before it queues the work.
            if (e instanceof StackOverflowError || isUntouched()) {
                references.undoLast();
            }
            throw e;
        }
        if (!queued && hook == null) { // a hook has run by then, and closed it
            closeHere();
        }
        return true;
    }

    private boolean isUntouched() {
        return work.state() == TaskWork.State.IDLE && outcome == null;
    }

    /** Closes on the current thread, since the owner has exited. */
    private void closeHere() {
        try {
            close();
        } catch (Throwable e) {
            try {
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, e);
            } catch (Throwable ignored) {
                // Ignored, as the JVM ignores what a handler throws.
            }
        }
    }

    private void closeAsWork() {
        if (hook != null) {
            hook.cancel();
        }
        close();
    }

    private void closeAtExit() {
        ended = true;
        close();
    }

    private void close() {
        if (begun) {
            return; // at exit both works of a confined resource may run
        }
        begun = true;
        try {
            closer.close(resource);
        } catch (Throwable e) {
            end(e);
            throw OwnedResource.<RuntimeException>unchecked(e);
        }
        end(DONE);
    }

    private void end(Object how) {
        outcome = how;
        CompletableFuture<@Nullable Void> future = closed;
        if (future != null) {
            complete(future, how);
        }
    }

    private static void complete(CompletableFuture<@Nullable Void> future, Object outcome) {
        if (outcome instanceof Throwable e) {
            future.completeExceptionally(e);
        } else {
            future.complete(null);
        }
    }

    /**
     * Throws a checked exception from a callback; whoever calls callbacks reports whatever they
     * throw.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    /**
     * Returns the thread that made this object, and that closes the resource.
     *
     * @return the owner; it may have exited
     */
    public Thread owner() {
        return owner;
    }

    /**
     * Returns a future that completes when the closer has ended, or is complete if it already has.
     * What the closer wrote is visible to any thread that gets the result. Stages that depend on
     * the future run on the closing thread, or on the thread that adds them.
     *
     * @return the future, always the same one; it completes exceptionally with what the closer
     *     threw
     */
    public CompletableFuture<@Nullable Void> closed() {
        CompletableFuture<@Nullable Void> future = closed;
        if (future == null) {
            CLOSED.compareAndSet(this, null, new CompletableFuture<>());
            future = Objects.requireNonNull(closed); // by this thread or by another
            Object how = outcome;
            if (how != null) {
                complete(future, how);
            }
        }
        return future;
    }

    @Override
    public String toString() {
        int n = references.count();
        return "OwnedResource[" + resource + (outcome != null ? ", closed" : ", " + n
                + (n == 1 ? " reference" : " references")) + ", owner " + owner + "]";
    }

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(
                    OwnedResource.class, "closed", CompletableFuture.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

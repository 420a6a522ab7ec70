// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/**
 * A region of code in which no callback runs on the current thread, except by an explicit {@link
 * TaskWorks#run()}. Made by {@link TaskWorks#mask()}, for try-with-resources.
 *
 * <p>Works are deferred, never dropped; a {@link Notify#SIGNAL} that comes meanwhile does not wake
 * the thread. Closing the outermost mask is a run point like any other: works of mode {@link
 * Notify#NONE} run there only if others are due. Linux has no counterpart for user space.
 *
 * <p>Masks nest. A thread that is started while one is open does not inherit it. A mask that is
 * still open when the thread's own code has ended does not hold up the works that run at exit.
 *
 * <p>A mask may only be closed by the thread that made it.
 */
public final class Mask implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private boolean closed;

    Mask() {
        Door.openMask();
    }

    /**
     * Ends the region. If this is the thread's outermost mask, what has come due meanwhile runs
     * before this method returns. Closing the mask again has no effect.
     *
     * @throws WrongThreadException if another thread made this mask, which then stays open
     */
    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException("this mask belongs to " + owner
                    + "; only that thread can close it");
        }
        if (!closed) {
            Door.closeMask();
            closed = true; // last, so that a close that overflows the stack can be tried again
        }
    }
}

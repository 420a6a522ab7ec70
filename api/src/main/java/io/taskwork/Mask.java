// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/**
 * A region of code in which no callback runs on the current thread, except by an explicit {@link
 * TaskWorks#run()}. Made by {@link TaskWorks#mask()}, for try-with-resources.
 *
 * <p>Works are deferred, never dropped; a {@link Notify#SIGNAL} that comes meanwhile wakes nobody.
 * Leaving the outermost is a run point like any other: works of mode {@link Notify#NONE} run there
 * only if others are due. Linux has no counterpart for user space.
 *
 * <p>Masks nest; a thread that is started inside does not inherit them. One that is still open
 * when the thread's own code has ended does not hold up the works that run at exit.
 *
 * <p>For the thread that made it only.
 */
public final class Mask implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private boolean closed;

    Mask() {
        Link.openMask();
    }

    /**
     * Ends the region. If it was the thread's outermost, what has come due meanwhile runs now,
     * before this returns. Closing it again has no effect.
     *
     * @throws WrongThreadException if another thread made it; it stays open
     */
    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException("this mask belongs to " + owner
                    + "; only that thread can close it");
        }
        if (!closed) {
            Link.closeMask();
            closed = true; // only now: a close that overflows the stack can be tried again
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * The adds that are to become a SIGNAL, ordered by time. It is a binary heap, and an add can be
 * removed from its middle when its work was run or taken back. Any thread may use it; the lock is
 * held for microseconds.
 *
 * <p>It is not a {@code ScheduledThreadPoolExecutor}, whose lock parks, since a work may be run or
 * cancelled anywhere, even inside a park.
 */
final class EscalationHeap extends SpinLock {
    private static final int LEAST = 64;

    private Posting[] heap = new Posting[LEAST];
    private int size;

    /** Adds a posting, unless it is over already; returns true if it is now the first one. */
    boolean add(Posting posting) {
        for (;;) {
            int full;
            lock();
            try {
                if (posting.over) {
                    return false;
                }
                if (size < heap.length) {
                    up(size++, posting);
                    return heap[0] == posting;
                }
                full = size;
            } finally {
                unlock();
            }
            resize(full, 2 * full);
        }
    }

    /** Removes a posting; returns true if {@link #shrink} should be called. */
    boolean remove(Posting posting) {
        lock();
        try {
            posting.over = true;
            if (posting.index >= 0) {
                removeAt(posting.index);
            }
            return isSparse();
        } finally {
            unlock();
        }
    }

    /** Removes and returns the first posting if its time has come; otherwise returns null. */
    Posting poll(long now) {
        lock();
        try {
            Posting first = heap[0];
            if (first == null || first.deadline - now > 0L) {
                return null;
            }
            removeAt(0);
            first.over = true;
            return first;
        } finally {
            unlock();
        }
    }

    /** Returns the time until the first posting is due; {@code Long.MAX_VALUE} if there is none. */
    long nanosToFirst() {
        lock();
        try {
            return heap[0] == null ? Long.MAX_VALUE : heap[0].deadline - System.nanoTime();
        } finally {
            unlock();
        }
    }

    /** Gives memory back. Only the timer's thread calls this, since it allocates. */
    void shrink() {
        int length = heap.length; // only this thread shrinks it
        while (isSparse()) {
            resize(length, length / 2);
            length = heap.length;
        }
    }

    private boolean isSparse() {
        return heap.length > LEAST && size < heap.length / 4;
    }

    /**
     * Replaces the array. The new one is allocated without the lock, so that others do not wait for
     * a garbage collection.
     */
    private void resize(int from, int to) {
        Posting[] resized = new Posting[to];
        lock();
        try {
            if (heap.length == from && size <= to) {
                System.arraycopy(heap, 0, resized, 0, size);
                heap = resized;
            }
        } finally {
            unlock();
        }
    }

    private void removeAt(int index) {
        Posting removed = heap[index];
        Posting moved = heap[--size];
        heap[size] = null;
        removed.index = -1;
        if (moved != removed) {
            down(index, moved);
            if (heap[index] == moved) {
                up(index, moved);
            }
        }
    }

    private void up(int index, Posting posting) {
        int i = index;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!posting.isBefore(heap[parent])) {
                break;
            }
            put(i, heap[parent]);
            i = parent;
        }
        put(i, posting);
    }

    private void down(int index, Posting posting) {
        int i = index;
        for (int child; (child = 2 * i + 1) < size; i = child) {
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(posting)) {
                break;
            }
            put(i, heap[child]);
        }
        put(i, posting);
    }

    private void put(int index, Posting posting) {
        heap[index] = posting;
        posting.index = index;
    }
}

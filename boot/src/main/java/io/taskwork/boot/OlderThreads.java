// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The slots of the threads that were there before the agent. Their {@code interruptLock} is a plain
 * object, which others may hold as a monitor, and therefore it cannot be replaced.
 *
 * <p>They are in a fixed table of immutable chains, which are replaced by compare-and-set. Run
 * points read it, so that it must neither lock nor park, which rules out {@code ConcurrentHashMap}.
 * The key is the thread identifier, which the JDK never uses twice.
 */
final class OlderThreads {
    private record Entry(long tid, Slot slot, WeakReference<Thread> thread, Entry next) {
        boolean isGone() {
            return thread.refersTo(null);
        }
    }

    private static final AtomicReferenceArray<Entry> TABLE = new AtomicReferenceArray<>(512);

    /** False until the first add to an older thread; until then run points look no further. */
    private static volatile boolean inUse;

    private OlderThreads() {}

    static Slot find(Thread thread) {
        if (!inUse) {
            return null;
        }
        long tid = Threads.id(thread);
        return find(bucket(tid), tid);
    }

    private static Slot find(Entry chain, long tid) {
        for (Entry e = chain; e != null; e = e.next) {
            if (e.tid == tid) {
                return e.slot;
            }
        }
        return null;
    }

    static Slot findOrAdd(Thread thread) {
        if (!inUse) {
            inUse = true; // seldom, since a volatile store has a fence
        }
        long tid = Threads.id(thread);
        for (;;) {
            Entry chain = bucket(tid); // read once: a slot that is not in it is not in the table
            Slot slot = find(chain, tid);
            if (slot != null) {
                return slot;
            }
            slot = new Slot();
            if (Threads.isTerminated(thread)) {
                slot.closeUnused(); // it exited before the agent came; later exits close theirs
            }
            Entry entry = new Entry(tid, slot, new WeakReference<>(thread), withoutGone(chain));
            if (TABLE.compareAndSet(index(tid), chain, entry)) {
                return slot;
            }
        }
    }

    /** Returns {@link Slot#due} of the current thread. */
    static boolean isDue() {
        if (!inUse) {
            return false;
        }
        Slot slot = find(Thread.currentThread());
        return slot != null && slot.due;
    }

    private static Entry withoutGone(Entry chain) {
        Entry kept = null;
        for (Entry e = chain; e != null; e = e.next) {
            if (!e.isGone()) {
                kept = new Entry(e.tid, e.slot, e.thread, kept);
            }
        }
        return kept;
    }

    private static Entry bucket(long tid) {
        return TABLE.get(index(tid));
    }

    private static int index(long tid) {
        return (int) tid & (TABLE.length() - 1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Records which queues are long, while somebody observes. Nothing bounds the queue of a thread that
 * cannot be woken and reaches no run point. The lengths are exact for queues that were empty at
 * least once since the observation began.
 */
final class Backlogs {
    /** The number of works from which on a queue is long. */
    private static final int LONG = 1024;

    /** How many queues are remembered: the longest ones. */
    private static final int PLACES = 16;

    private record Backlog(WeakReference<Thread> thread, Target target) {
        int length() {
            return thread.refersTo(null) ? 0 : target.length;
        }
    }

    private static final AtomicReferenceArray<Backlog> LONGEST =
            new AtomicReferenceArray<>(PLACES);

    private Backlogs() {}

    /** Called before a push. */
    static void adding(Target target) {
        if (target.isEmpty() && target.length != 0) {
            target.length = 0; // what was queued before the observation has been counted down
        }
    }

    /**
     * Called after a push, by any thread; returns true if the queue has become long, or twice as
     * long.
     */
    static boolean added(Thread thread, Target target) {
        int length = target.addLength(1);
        if (length < LONG || (length & (length - 1)) != 0) {
            return false;
        }
        remember(thread, target, length);
        return true;
    }

    /** Called when a work has started or was taken back. */
    static void left(Target target) {
        target.addLength(-1);
    }

    /** Remembers a queue, in an empty place or in that of a shorter queue. */
    private static void remember(Thread thread, Target target, int length) {
        int place = -1;
        int shortest = length;
        for (int i = 0; i < PLACES; i++) {
            Backlog b = get(i);
            if (b != null && b.target == target) {
                return;
            }
            int of = b == null ? 0 : b.length();
            if (of < shortest) {
                shortest = of;
                place = i;
            }
        }
        if (place >= 0) {
            LONGEST.setRelease(place, new Backlog(new WeakReference<>(thread), target));
        }
    }

    /** Adds the lengths of the long queues, by thread. */
    static void addTo(Map<String, Long> counts) {
        for (int i = 0; i < PLACES; i++) {
            Backlog b = get(i);
            Thread thread = b == null ? null : b.thread.get();
            if (thread != null && b.length() >= LONG && !b.target.isEmpty()) {
                counts.put("queue #" + Threads.id(thread) + " " + thread.getName(),
                        (long) b.length());
            }
        }
    }

    private static Backlog get(int place) {
        return LONGEST.getAcquire(place);
    }
}

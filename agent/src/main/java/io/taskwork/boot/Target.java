// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/** A thread that had works: its queue, and what running them needs. */
final class Target extends WorkQueue {
    /** Stands for every thread that exited without having had a work. */
    static final Target EXITED = exited();

    /**
     * Somebody will look at the queue: a wake is on its way, or the thread is draining. Set by the
     * adder that wakes and by the thread when it starts to drain, cleared by the thread before its
     * last look, and by an adder whose wake failed. While it is set a SIGNAL only queues: one wake
     * per sleep.
     */
    volatile boolean attended;

    /** As {@link Task#setDue}. */
    void setAttended(boolean value) {
        if (attended != value) {
            U.putBooleanRelease(this, ATTENDED, value);
        }
    }

    // Only the thread itself touches these.

    /** A callback runs, and callbacks do not nest. */
    boolean draining;

    /** How many masks are open. While any is, the target is attended: {@link Masks}. */
    int masks;

    /** Of the outermost mask, while the flight recorder wants it; else null. */
    Object maskEvent;

    /** PF_EXITING: the thread's own code has ended. */
    boolean exiting;

    /** The last drain lasts: adders slow down, so that it gets ahead of them. Read by adders. */
    volatile boolean flooded;

    /** A callback consumed an interrupt that was meant for the thread's own code. */
    boolean interruptConsumed;

    /** The interrupt status that is set now is a callback's own doing. */
    boolean interruptOwn;

    /** Another thread has called interrupt since the drain began. Written by that thread, too. */
    volatile boolean interruptOutside;

    // The place that the thread keeps in a lock's queue while it drains: see Places.

    /** The synchronizer whose queue it is. Written before the place, read after it. */
    Object placeSync;

    /** How often its turn was passed on in the present acquire. Only the thread itself. */
    int passes;

    private volatile Object place;

    Object place() {
        return place;
    }

    void setPlace(Object node) {
        place = node;
    }

    /** One of them wins: the thread that takes its place back, or one that passes its turn on. */
    boolean casPlace(Object expected, Object update) {
        return U.compareAndSetReference(this, PLACE, expected, update);
    }

    /** For {@link Telemetry}: when a work came to the empty queue, or 0. Racy. */
    long addedNanos;

    /** Link and mark of {@link Keeper}: in its list of late turns. */
    Target nextLate;

    private volatile boolean late;

    boolean claimLate() {
        return !late && U.compareAndSetBoolean(this, LATE, false, true);
    }

    void clearLate() {
        late = false;
    }

    /** The target of a thread; null if it never had a work. */
    static Target find(Thread thread) {
        Task task = Task.find(thread);
        return task == null ? null : task.target();
    }

    /** Run points do nothing now. */
    boolean isHeld() {
        return draining || masks > 0;
    }

    private static Target exited() {
        Target target = new Target();
        target.close();
        target.attended = true; // adders leave it alone
        return target;
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long ATTENDED = U.objectFieldOffset(Target.class, "attended");
    private static final long PLACE = U.objectFieldOffset(Target.class, "place");
    private static final long LATE = U.objectFieldOffset(Target.class, "late");
}
